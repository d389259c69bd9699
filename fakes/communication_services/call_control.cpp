#include "fakes/communication_services/call_control.hpp"

#include <algorithm>

#include "fakes/communication_services/call_automation/context.hpp"
#include "fakes/communication_services/json_members.hpp"
#include "fakes/communication_services/responses.hpp"
#include "fakes/communication_services/users.hpp"
#include "fakes/config/object_reader.hpp"

namespace droppoint::fakes::communication_services {
namespace {

constexpr char kInvalidRequest[] = "InvalidRequest";

Result<std::vector<std::string>> read_names(const nlohmann::json& body) {
  std::vector<std::string> names;
  const auto to = body.find("to");
  if (to != body.end() && to->is_string()) names.push_back(to->get<std::string>());
  if (to != body.end() && to->is_array()) {
    for (const nlohmann::json& name : *to) {
      if (!name.is_string()) return fail(kInvalidRequest, "\"to\" holds something that is no text.");
      // Called twice, a user still rings once.
      if (std::find(names.begin(), names.end(), name.get<std::string>()) == names.end()) {
        names.push_back(name.get<std::string>());
      }
    }
  }
  if (names.empty())
    return fail(kInvalidRequest, "\"to\" is missing or empty.", R"("to":"alice" or "to":["alice"])");
  return names;
}

}  // namespace

Result<Parties> read_parties(DataPlane& plane, const nlohmann::json& body, Telephone telephone) {
  const auto from = text_member(body, "from");
  if (!from) return fail(kInvalidRequest, "\"from\" is missing or no text.", R"("from":"bob")");
  auto names = read_names(body);
  if (!names) return tl::unexpected(names.error());
  if (is_other_than(body, "resource", nlohmann::json::value_t::string)) {
    return fail(kInvalidRequest, "\"resource\" is no text.");
  }
  const bool by_telephone = from->starts_with("4:");
  if (by_telephone && telephone == Telephone::refused) {
    return fail(kInvalidRequest, "\"from\" is a telephone number.");
  }
  std::vector<std::string> everyone = *names;
  everyone.push_back(*from);
  const auto resource = choose_resource(plane, text_member(body, "resource"), everyone);
  if (!resource) return tl::unexpected(resource.error());

  Parties parties;
  parties.resource = *resource;
  parties.from.id = *from;
  if (!by_telephone) {
    auto caller = find_or_create_user(plane, *resource, *from);
    if (!caller) return tl::unexpected(caller.error());
    parties.from = std::move(*caller);
  }
  for (const std::string& name : *names) {
    auto callee = find_or_create_user(plane, *resource, name);
    if (!callee) return tl::unexpected(callee.error());
    parties.to.push_back(std::move(*callee));
  }
  return parties;
}

std::optional<Error> unknown_member(const nlohmann::json& body, std::string_view what,
                                    const std::vector<std::string>& known) {
  for (const auto& [name, value] : body.items()) {
    if (std::find(known.begin(), known.end(), name) != known.end()) continue;
    return Error{"InvalidRequest", std::string(what) + " has no \"" + name + "\".",
                 config::suggestion(name, known)};
  }
  return std::nullopt;
}

nlohmann::ordered_json call_json(const DataPlane& plane, const Call& call) {
  nlohmann::ordered_json to = nlohmann::ordered_json::array();
  for (const Callee& callee : call.callees) {
    nlohmann::ordered_json one;
    one["name"] = callee.label;
    one["id"] = callee.user;
    one["state"] = to_text(callee.state);
    one["device"] = callee.device.empty() ? nlohmann::ordered_json() : nlohmann::ordered_json(callee.device);
    one["incoming_call_context"] = nullptr;
    if (callee.state == CalleeState::ringing) {
      one["incoming_call_context"] = call_automation::incoming_call_context(plane, call, callee.user);
    }
    to.push_back(std::move(one));
  }
  nlohmann::ordered_json json;
  json["call"] = call.id;
  json["trace"] = wire::to_text(call.trace);
  json["state"] = to_text(call.state());
  json["from"] = {{"name", call.caller_name}, {"id", call.caller}};
  json["to"] = std::move(to);
  json["server_call"] = call_automation::server_call_id(call);
  json["video"] = call.video;
  json["started_at"] = sim::to_iso8601(call.started_at);
  json["ringing_until"] = sim::to_iso8601(call.ringing_until);
  json["verdict"] = verdict_json(plane.wire.ledger().verdict(call.trace));
  return json;
}

}  // namespace droppoint::fakes::communication_services
