#include "fakes/notification_hubs/accept.hpp"

#include <memory>

#include <fmt/format.h>

#include "fakes/notification_hubs/core.hpp"
#include "fakes/notification_hubs/location.hpp"

namespace droppoint::fakes::notification_hubs {

Message message_of(const Call& call, const Format& format, http::Body body) {
  return {.hub = {call.name_space->name, call.hub->name},
          .trace = call.hop.trace,
          .notification = call.hop.notification,
          .api_version = call.api_version,
          .format = std::string(format.name),
          .body = std::move(body),
          .tags = std::string(call.hop.request.headers.get("ServiceBusNotification-Tags").value_or(""))};
}

http::Response created(const Call& call, std::string_view collection, std::string_view id) {
  http::Response response{
      .status = 201, .headers = {{"Content-Type", "application/xml; charset=utf-8"}}, .body = nullptr};
  if (call.name_space->sku == resources::Sku::standard)
    response.headers.add("Location", url_in_hub(call, fmt::format("{}/{}", collection, id)));
  return response;
}

http::Response accept(Core& core, const Call& call, Message message, std::vector<Target> targets) {
  core.count(message.hub, "incoming");
  const std::string id = take_message(core, std::move(message), std::move(targets));
  return created(call, "messages", id);
}

http::Response accept(Core& core, const Call& call, Payload payload, std::vector<std::string> handles) {
  Message message = message_of(call, *payload.format, payload.body);
  const auto shared = std::make_shared<const Payload>(std::move(payload));
  std::vector<Target> targets;
  for (std::string& handle : handles) targets.push_back({.handle = std::move(handle), .payload = shared});
  return accept(core, call, std::move(message), std::move(targets));
}

}  // namespace droppoint::fakes::notification_hubs
