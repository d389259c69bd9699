#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/sim/time.hpp"
#include "fakes/apns/rate_limit.hpp"

namespace droppoint::fakes::apns {

// How many pushes each device token took of late.
class DeviceLimit {
 public:
  explicit DeviceLimit(std::optional<RateLimit> limit) : limit_(limit) {}

  // False: one more would be too many. What is allowed counts.
  bool allow(std::string_view token, sim::Time now);
  const std::optional<RateLimit>& limit() const { return limit_; }

 private:
  std::optional<RateLimit> limit_;
  // The times of the last pushes, oldest first, as many as the limit allows.
  std::map<std::string, std::vector<sim::Time>, std::less<>> taken_;
};

}  // namespace droppoint::fakes::apns
