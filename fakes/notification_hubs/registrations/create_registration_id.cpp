#include <fmt/format.h>

#include "fakes/notification_hubs/core.hpp"
#include "fakes/notification_hubs/registrations/operations.hpp"
#include "fakes/notification_hubs/registrations/registrations.hpp"

namespace droppoint::fakes::notification_hubs {

Reply create_registration_id(Core& core, Call& call) {
  const std::string_view query = call.target.raw_query();
  http::Response response{
      .status = 201, .headers = {{"Content-Type", "application/xml; charset=utf-8"}}, .body = nullptr};
  // Always https: the JavaScript client refuses any other, and reads the id alone from it.
  response.headers.add(
      "Location",
      fmt::format("https://{}/{}/registrationids/{}{}{}", call.hop.request.authority, call.hub->name,
                  draw_registration_id(core.registration_ids), query.empty() ? "" : "?", query));
  return response;
}

}  // namespace droppoint::fakes::notification_hubs
