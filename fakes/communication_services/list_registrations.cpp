#include "emulator/http/uri.hpp"
#include "fakes/communication_services/handler.hpp"
#include "fakes/communication_services/responses.hpp"

#include <nlohmann/json.hpp>

namespace droppoint::fakes::communication_services {
namespace {

nlohmann::ordered_json registration_json(const Registration& registration, const Identity* user,
                                         sim::Time now) {
  nlohmann::ordered_json json;
  json["id"] = registration.id;
  json["user"] = user == nullptr ? registration.user : user->label();
  json["user_id"] = registration.user;
  json["purpose"] = registration.purpose == Purpose::calls ? "calls" : "chat";
  json["platform"] = registration.platform == Platform::ios ? "ios" : "android";
  json["token"] = registration.token;
  json["device"] = nullptr;
  if (!registration.device.empty()) json["device"] = registration.device;
  json["expires_at"] = sim::to_iso8601(registration.expires_at);
  json["expired"] = now >= registration.expires_at;
  return json;
}

}  // namespace

// GET /_droppoint/v1/registrations[?user=…]: what the real registrar shows nowhere. Keys are left out.
sim::Task<http::Response> list_registrations(DataPlane& plane, const wire::Hop& hop, http::PathParameters) {
  const auto target = http::Target::parse(hop.request.target);
  const std::string wanted(target ? target->query("user").value_or("") : "");
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (const auto& [id, registrations] : plane.registrations.all()) {
    const Identity* user = plane.identities.find(id);
    if (!wanted.empty() && wanted != id && (user == nullptr || user->name != wanted)) continue;
    for (const Registration& one : registrations) list.push_back(registration_json(one, user, plane.now()));
  }
  co_return json_answer(200, list);
}

}  // namespace droppoint::fakes::communication_services
