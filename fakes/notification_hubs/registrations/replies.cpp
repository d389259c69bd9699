#include "fakes/notification_hubs/registrations/replies.hpp"

#include <fmt/format.h>

#include "emulator/http/response.hpp"
#include "emulator/http/text.hpp"
#include "fakes/notification_hubs/core.hpp"
#include "fakes/notification_hubs/registrations/atom_reader.hpp"
#include "fakes/notification_hubs/registrations/atom_writer.hpp"
#include "fakes/notification_hubs/send_checks.hpp"

namespace droppoint::fakes::notification_hubs {

void count_registration(Core& core, const Call& call, std::string_view metric) {
  const HubName hub{call.name_space->name, call.hub->name};
  core.count(hub, metric);
  core.count(hub, "registration.all");
}

http::Response registration_answer(Core& core, const Call& call, const Registration& registration,
                                   std::string_view metric) {
  count_registration(core, call, metric);
  http::Response response = http::text_response(200, kEntryType, write_entry(call, registration, core.now()));
  response.headers.add("ETag", fmt::format("W/\"{}\"", registration.etag));
  return response;
}

Refusal registration_not_found() {
  return Refusal{.status = 404, .message = ""};
}

std::optional<Refusal> check_if_match(const Call& call, std::uint64_t etag) {
  const auto header = call.hop.request.headers.get("If-Match");
  if (!header) return std::nullopt;
  std::string_view asked = http::trim(*header);
  if (asked == "*") return std::nullopt;
  if (asked.starts_with("W/")) asked.remove_prefix(2);
  if (asked.size() > 1 && asked.starts_with('"') && asked.ends_with('"'))
    asked = asked.substr(1, asked.size() - 2);
  if (asked == std::to_string(etag)) return std::nullopt;
  // That the status is 412 is documented, the text is ours.
  return Refusal{.status = 412, .message = "The ETag of the registration is another than If-Match names"};
}

tl::expected<Registration, Refusal> registration_in(const Core& core, const Call& call) {
  const std::string_view body = http::bytes_of(call.hop.request.body);
  if (auto refusal = check_size(body.size())) return tl::unexpected(std::move(*refusal));
  auto registration = read_registration(body);
  if (!registration) return tl::unexpected(bad_request(std::move(registration.error())));
  if (call.hub->registration_ttl)
    registration->expires_at = sim::saturated_sum(core.now(), *call.hub->registration_ttl);
  return std::move(*registration);
}

}  // namespace droppoint::fakes::notification_hubs
