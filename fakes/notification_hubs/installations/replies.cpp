#include "fakes/notification_hubs/installations/replies.hpp"

#include <fmt/format.h>

#include "emulator/excerpt.hpp"
#include "emulator/http/response.hpp"
#include "fakes/notification_hubs/core.hpp"
#include "fakes/notification_hubs/tags/tag.hpp"

namespace droppoint::fakes::notification_hubs {

void count_installation(Core& core, const Call& call, std::string_view metric) {
  const HubName hub{call.name_space->name, call.hub->name};
  core.count(hub, metric);
  core.count(hub, "installation.all");
}

Refusal installation_not_found() {
  return Refusal{.status = 404, .message = "Installation not found"};
}

http::Response installation_answer(std::string body) {
  return http::text_response(200, "application/xml; charset=utf-8", std::move(body));
}

std::optional<Refusal> check_installation_id(std::string_view id) {
  if (is_target_tag(installation_tag(id))) return std::nullopt;
  return Refusal{.status = 400, .message = fmt::format("The installation id '{}' is invalid", excerpt(id))};
}

}  // namespace droppoint::fakes::notification_hubs
