#include <array>

#include "emulator/http/headers.hpp"
#include "emulator/http/lenient_json.hpp"
#include "emulator/http/uri.hpp"
#include "fakes/auth/sas.hpp"
#include "fakes/resource_manager/asking_operations.hpp"
#include "fakes/resource_manager/hubs/outcome_json.hpp"
#include "fakes/resource_manager/json.hpp"

namespace droppoint::fakes::resource_manager {
namespace {

constexpr std::string_view kFormat = "ServiceBusNotification-Format";
constexpr std::array<std::string_view, 2> kPassedOn{"ServiceBusNotification-", "apns-"};

// A policy by which the management plane may send; the hub's own first.
const resources::Policy* sending_policy(const FoundHub& found) {
  for (const auto* policies : {&found.hub->policies, &found.name_space->policies})
    for (const auto& [name, policy] : *policies)
      if (policy.rights.send) return &policy;
  return nullptr;
}

// The header is documented; what the service takes a body without it for is not.
std::string format_of(const http::Request& request) {
  if (const auto given = request.headers.get(kFormat)) return std::string(*given);
  const auto strict = http::to_strict_json(http::bytes_of(request.body));
  const Json body = strict ? Json::parse(*strict, nullptr, false) : Json();
  if (body.is_object() && body.contains("aps")) return "apple";
  if (body.is_object() && body.contains("message")) return "fcmv1";
  return "gcm";
}

// The test send of the hub's own interface.
http::Request test_send(const Call& call, const FoundHub& found, const resources::Policy& policy) {
  const std::string host = found.name_space->name + ".servicebus.windows.net";
  const std::string path = "/" + http::percent_encode(found.hub->name);
  http::Request request{.method = "POST",
                        .target = path + "/messages/?test&api-version=2016-07",
                        .authority = host,
                        .headers = {},
                        .body = call.hop.request.body};
  request.headers.add("Host", host);
  request.headers.add("Authorization",
                      auth::make_sas("https://" + host + path, policy.name, auth::HmacKey(policy.primary_key),
                                     call.plane.now() + std::chrono::minutes(20)));
  request.headers.add("Content-Type", "application/json;charset=utf-8");
  request.headers.add(kFormat, format_of(call.hop.request));
  for (const auto& [name, value] : call.hop.request.headers) {
    if (http::equal_ignoring_case(name, kFormat)) continue;
    for (const std::string_view prefix : kPassedOn)
      if (http::to_lower(name).starts_with(http::to_lower(prefix))) request.headers.add(name, value);
  }
  return request;
}

std::string_view code_of(int status) {
  switch (status) {
    case 400:
      return "BadRequest";
    case 403:
      return "Forbidden";
    case 404:
      return "NotFound";
    case 429:
      return "TooManyRequests";
    case 501:
      return "NotEmulated";
    default:
      return "InternalServerError";
  }
}

http::Response told(const wire::Answer& answer, bool before_2023, const std::string& id,
                    const std::string& name, const std::string& location) {
  if (!answer) return refuse(503, "ServerTimeout", "The notification hub gave no answer.");
  const std::string_view body = http::bytes_of(answer->body);
  if (answer->status >= 400) {
    std::string detail = error_detail(body);
    if (detail.empty()) detail = "The notification hub answered " + std::to_string(answer->status) + ".";
    return refuse(answer->status, code_of(answer->status), detail);
  }
  const auto outcome = outcome_json(body);
  if (!outcome) return refuse(502, "BadGateway", outcome.error().message);
  return json_answer(before_2023 ? 201 : 200,
                     Json{{"id", id},
                          {"name", name},
                          {"type", "Microsoft.NotificationHubs/namespaces/notificationHubs/debugSend"},
                          {"location", location},
                          {"properties", *outcome}});
}

}  // namespace

// 201 in the specification of 2017, 200 in those from 2023 on.
std::variant<http::Response, Onward> debug_send(Call& call) {
  const auto found = find_hub(call);
  if (!found) return found.error();
  const resources::Policy* policy = sending_policy(*found);
  if (policy == nullptr)
    return refuse(400, "BadRequest", "The notification hub has no authorization rule that may send.");
  wire::Exchange exchange{.from = wire::Party::resource_manager,
                          .to = wire::Party::notification_hubs,
                          .trace = call.hop.trace,
                          .request = test_send(call, *found, *policy)};
  return Onward{
      std::move(exchange),
      [before_2023 = call.is_before("2023"), id = resources::resource_id_of(*found->name_space, *found->hub),
       name = found->hub->name, location = found->hub->location](const wire::Answer& answer) {
        return told(answer, before_2023, id, name, location);
      }};
}

}  // namespace droppoint::fakes::resource_manager
