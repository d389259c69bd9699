#pragma once

#include <memory>

#include "emulator/wire/http2_fault.hpp"

namespace droppoint::wire {

// The connection by which a request came from outside, for the faults that act on it. A replay has none:
// nothing that a connection does reaches a hop, whose Origin only has its number.
class Connection {
 public:
  virtual ~Connection() = default;
  // Carries the effect out. One that lasts ends when the last copy of what this returns goes; others return
  // null.
  virtual std::shared_ptr<void> strike(const Http2Effect& effect) = 0;
};

}  // namespace droppoint::wire
