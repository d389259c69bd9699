#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/journal/journal.hpp"

namespace droppoint::journal {

// Keeps everything in memory up to a bound: then the oldest finished traces go first, and that is said.
class MemoryJournal final : public Journal {
 public:
  static constexpr std::size_t kBytesMax = std::size_t{1} << 30U;

  // `say` is told one line when the first trace is dropped of each run.
  explicit MemoryJournal(std::size_t bytes_max = kBytesMax, std::function<void(std::string_view)> say = {})
      : bytes_max_(bytes_max), say_(std::move(say)) {}

  void start(Run run) override;
  void flush() override {
    if (on_committed_) on_committed_(position_);
  }
  void on_committed(std::function<void(wire::Position)> tell) override {
    on_committed_ = std::move(tell);
    flush();
  }

  void stimulus(const wire::Stimulus& stimulus) override;
  std::shared_ptr<wire::Hop> open(wire::Hop hop) override;
  void close(const std::shared_ptr<wire::Hop>& hop) override;
  void trace(const wire::Trace& trace) override;
  void notification(const wire::Notification& notification) override;
  void event(const wire::Event& event) override;
  wire::Position position() const override { return position_; }

  Run run() const override { return run_; }
  std::optional<TraceView> trace(wire::TraceId id) const override;
  std::vector<TraceView> traces(const TraceFilter& filter) const override;
  std::vector<std::shared_ptr<const wire::Hop>> hops(const HopFilter& filter) const override;
  std::vector<wire::Stimulus> stimuli() const override { return stimuli_; }

  // How many traces were dropped to stay below the bound.
  std::uint64_t dropped_traces() const { return dropped_traces_; }

 private:
  struct Entry {
    wire::Trace trace;
    std::vector<wire::Notification> notifications;
    std::vector<std::shared_ptr<const wire::Hop>> hops;
    std::vector<wire::Event> events;
    std::size_t open_hops = 0;
    std::size_t bytes = 0;
  };
  TraceView view(const Entry& entry) const;
  bool finished(const Entry& entry) const;
  void add_bytes(Entry& entry, std::size_t bytes);
  void drop_oldest();

  std::size_t bytes_max_;
  std::function<void(std::string_view)> say_;
  std::function<void(wire::Position)> on_committed_;
  Run run_;
  wire::Position position_ = 0;
  std::map<std::uint64_t, Entry> traces_;
  // By sequence, so that reading needs no search; the entries own nothing that the traces do not.
  std::map<std::uint64_t, std::shared_ptr<const wire::Hop>> hops_;
  std::vector<wire::Stimulus> stimuli_;
  std::size_t bytes_ = 0;
  std::uint64_t dropped_traces_ = 0;
};

}  // namespace droppoint::journal
