#include "fakes/communication_services/messages.hpp"

#include <algorithm>
#include <chrono>

namespace droppoint::fakes::communication_services {

std::string Messages::next_id(sim::Time now) {
  const auto since = std::chrono::duration_cast<std::chrono::milliseconds>(now.time_since_epoch());
  last_id_ = std::max<std::int64_t>(since.count(), last_id_ + 1);
  return std::to_string(last_id_);
}

std::string Messages::thread_of(std::vector<std::string> users) {
  std::sort(users.begin(), users.end());
  const auto found = threads_.find(users);
  if (found != threads_.end()) return found->second;
  std::string id = "19:" + random_.hex(32) + "@thread.v2";
  threads_.emplace(std::move(users), id);
  return id;
}

}  // namespace droppoint::fakes::communication_services
