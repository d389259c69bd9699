#pragma once

#include <cstdint>

#include "emulator/sim/time.hpp"

namespace droppoint::fakes::apns {

// At most so many within any such span of time.
struct RateLimit {
  std::uint32_t most = 1;
  sim::Duration per{};
};

}  // namespace droppoint::fakes::apns
