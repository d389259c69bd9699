#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "emulator/sim/time.hpp"
#include "fakes/notification_hubs/call.hpp"

namespace droppoint::fakes::notification_hubs {

struct Core;

// How much of its limits each namespace has used: requests of the present second, pushes of the present month
// (UTC), on the cloud's clock.
class Usage {
 public:
  // One more request. False: more than `most` in this second.
  bool take_request(std::string_view name_space, std::uint64_t most, sim::Time now);
  void add_pushes(std::string_view name_space, std::uint64_t count, sim::Time now);
  std::uint64_t pushes_this_month(std::string_view name_space, sim::Time now) const;

 private:
  struct Counter {
    std::int64_t period = 0;
    std::uint64_t count = 0;
  };
  static Counter& counter_of(std::map<std::string, Counter>& counters, std::string_view name_space,
                             std::int64_t period);
  std::map<std::string, Counter> requests_;
  std::map<std::string, Counter> pushes_;
};

// The namespace's rate of requests, and for a send what is left of its pushes for the month. A send that
// begins below the limit goes out whole.
[[nodiscard]] std::optional<Refusal> check_usage(Core& core, const Call& call, bool sends);

// Both are 403 in older api-versions and 429 from 2020-06 on, with `Retry-After`. A Microsoft engineer tells
// of the two statuses, the boundary is ours:
// https://github.com/Azure/azure-notificationhubs-dotnet/issues/224
Refusal quota_exceeded(const Call& call, std::string_view of_what, std::string detail);
Refusal throttled(const Call& call, std::string detail);

}  // namespace droppoint::fakes::notification_hubs
