#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <unordered_map>
#include <vector>

#include "emulator/journal/journal.hpp"

namespace droppoint::journal {

// What the owner appended to one run between two flushes: values, and hops that nobody changes where the
// writer reads them. Everything is numbered already, so that no row depends on where a batch ended.
struct Batch {
  struct HopRecord {
    std::shared_ptr<const wire::Hop> hop;
    // Taken when the batch was closed: that member of an open hop may still be written.
    wire::FaultId fault;
    // Its answer may be read. An open hop is the owner's, but for its request.
    bool closed = false;
    // An earlier batch holds its request.
    bool written = false;
  };
  struct EventRecord {
    std::uint64_t sequence = 0;
    wire::Event event;
  };

  Batch() = default;
  Batch(std::uint64_t of_run, wire::Position position) : run(of_run), upto(position) {}

  // Set in the first batch of a run, whose number the writer gives.
  std::optional<Run> begins;
  std::uint64_t run = 0;
  std::vector<wire::Stimulus> stimuli;
  std::vector<wire::Trace> traces;
  std::vector<wire::Notification> notifications;
  std::vector<EventRecord> events;
  std::vector<HopRecord> hops;
  wire::Position upto = 0;
  std::size_t bytes = 0;

  // Only the last form of a trace or a notification is written.
  void put(const wire::Trace& trace);
  void put(const wire::Notification& notification);
  void put(const wire::Stimulus& stimulus);
  void put(EventRecord event);
  void put(HopRecord hop);

 private:
  std::unordered_map<std::uint64_t, std::size_t> trace_places_;
  std::unordered_map<std::uint64_t, std::size_t> notification_places_;
};

}  // namespace droppoint::journal
