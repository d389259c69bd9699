#include "fakes/apns/device_limit.hpp"

namespace droppoint::fakes::apns {

bool DeviceLimit::allow(std::string_view token, sim::Time now) {
  if (!limit_) return true;
  std::vector<sim::Time>& times = taken_[std::string(token)];
  if (times.size() < limit_->most) {
    times.push_back(now);
    return true;
  }
  if (times.empty() || now - times.front() < limit_->per) return false;
  times.erase(times.begin());
  times.push_back(now);
  return true;
}

}  // namespace droppoint::fakes::apns
