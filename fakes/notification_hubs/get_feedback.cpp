#include "fakes/notification_hubs/get_feedback.hpp"

#include "fakes/notification_hubs/core.hpp"
#include "fakes/notification_hubs/feedback.hpp"
#include "fakes/notification_hubs/tiers.hpp"

namespace droppoint::fakes::notification_hubs {

Reply get_feedback(Core& core, Call& call) {
  if (auto refusal = check_tier(call, Feature::feedback)) return tl::unexpected(std::move(*refusal));
  return http::Response{.status = 200,
                        .headers = {{"Content-Type", "application/xml; charset=utf-8"}},
                        .body = http::make_body(core.feedback.container_url(call, core.now()))};
}

}  // namespace droppoint::fakes::notification_hubs
