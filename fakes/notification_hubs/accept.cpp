#include "fakes/notification_hubs/accept.hpp"

#include <memory>

#include <fmt/format.h>

#include "fakes/notification_hubs/core.hpp"
#include "fakes/notification_hubs/delivery.hpp"
#include "fakes/notification_hubs/location.hpp"
#include "fakes/notification_hubs/notices.hpp"

namespace droppoint::fakes::notification_hubs {
namespace {

// "{32 hex}-{yyyyMMddHHmmss}-{digits}-{digits}", as recorded answers have it; clients take it for opaque.
std::string draw_message_id(Core& core) {
  std::string moment;
  for (const char character : sim::to_iso8601(core.now()).substr(0, 19)) {
    if (character >= '0' && character <= '9') moment += character;
  }
  const std::string hex = core.message_ids.hex(32);
  const std::uint64_t partition = 10'000'000 + core.message_ids.below(90'000'000);
  const std::uint64_t unit = core.message_ids.below(32);
  return fmt::format("{}-{}-{}-{}", hex, moment, partition, unit);
}

}  // namespace

http::Response accept(Core& core, const Call& call, Payload payload, std::vector<std::string> handles) {
  const HubName hub{call.name_space->name, call.hub->name};
  core.count(hub, "incoming");
  const auto shared = std::make_shared<const Payload>(std::move(payload));
  for (std::string& handle : handles) {
    const wire::NotificationId notification = open_notice(core, call.hop, handle);
    Delivery delivery{call.hop.trace, notification, hub, std::move(handle), shared};
    core.wire.scheduler().spawn(deliver(&core, std::move(delivery)), "push of " + hub.hub);
  }
  http::Response response{
      .status = 201, .headers = {{"Content-Type", "application/xml; charset=utf-8"}}, .body = nullptr};
  if (call.name_space->sku == resources::Sku::standard)
    response.headers.add("Location", url_in_hub(call, "messages/" + draw_message_id(core)));
  return response;
}

}  // namespace droppoint::fakes::notification_hubs
