#include "fakes/resource_manager/retry_after.hpp"

#include <algorithm>
#include <chrono>

namespace droppoint::fakes::resource_manager {

std::string retry_after(const LongRunning::Operation& operation, sim::Time now) {
  const auto left = std::chrono::ceil<std::chrono::seconds>(operation.due - now).count();
  return std::to_string(std::clamp<std::int64_t>(left, 1, kRetryAfterMax));
}

}  // namespace droppoint::fakes::resource_manager
