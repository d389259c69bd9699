#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "emulator/wire/hop.hpp"
#include "emulator/wire/verdict.hpp"

namespace droppoint::wire {

// Something that happened and is not an exchange: a cache was loaded, a fault struck, a device rang.
struct Event {
  TraceId trace;
  sim::Time at{};
  Party party = Party::client;
  // A stable name ("link-loaded"), then free text.
  std::string kind;
  std::string detail;
};

enum class StimulusKind : std::uint8_t { request, control, advance, outgoing_answer };
std::string_view to_text(StimulusKind kind);
std::optional<StimulusKind> parse_stimulus_kind(std::string_view text);

// Anything from outside that acts on a cloud. A run is a function of configuration, seed and stimuli, so each
// is recorded before it acts.
struct Stimulus {
  std::uint64_t order = 0;
  StimulusKind kind = StimulusKind::request;
  sim::Time at{};
  // request, control: the hop that it opens (its request is kept there). outgoing_answer: the hop that it
  // answers.
  std::uint64_t hop = 0;
  // advance: where the clock went.
  sim::Time advance_to{};
};

// How much has been appended. An answer may leave once that much is committed.
using Position = std::uint64_t;

// What the wire writes to; the journal implements it. Called by the cloud's owner only.
class Recorder {
 public:
  virtual ~Recorder() = default;

  virtual void stimulus(const Stimulus& stimulus) = 0;
  // The hop is written open and again when closed. It lives for as long as anybody holds it.
  virtual std::shared_ptr<Hop> open(Hop hop) = 0;
  virtual void close(const std::shared_ptr<Hop>& hop) = 0;
  // Each is written when made and again when changed; the last one stands.
  virtual void trace(const Trace& trace) = 0;
  virtual void notification(const Notification& notification) = 0;
  virtual void event(const Event& event) = 0;

  virtual Position position() const = 0;
};

}  // namespace droppoint::wire
