#pragma once

#include "emulator/sim/task.hpp"
#include "emulator/wire/hop.hpp"

namespace droppoint::wire {

// One party that answers. Every fake is one.
class Service {
 public:
  virtual ~Service() = default;

  // `hop` outlives the task. A Break is what happens when nobody is there: an unknown host, a broken
  // connection. An exception is our mistake: the wire answers 500 with the trace's id and logs it.
  virtual sim::Task<Answer> handle(const Hop& hop) = 0;
};

}  // namespace droppoint::wire
