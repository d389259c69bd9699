#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "emulator/http/message.hpp"
#include "emulator/sim/time.hpp"
#include "emulator/wire/verdict.hpp"

namespace droppoint::wire {

// Which later requests from outside belong to a trace that is under way: those that carry a text which this
// cloud gave away in it, such as the id of a call in an event. What a callback sets off then stands in one
// trace with what set off the callback.
class Correlations {
 public:
  // Until then, that instant included. Texts shorter than eight characters are left alone: they would occur
  // by chance.
  void add(std::string text, TraceId trace, sim::Time until);

  // The trace of the longest text that the request's target or body holds.
  std::optional<TraceId> find(const http::Request& request, sim::Time now);

 private:
  struct Entry {
    TraceId trace;
    sim::Time until{};
  };
  std::map<std::string, Entry, std::less<>> entries_;
};

}  // namespace droppoint::wire
