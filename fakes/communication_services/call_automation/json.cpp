#include "fakes/communication_services/call_automation/json.hpp"

#include "fakes/communication_services/call_automation/context.hpp"
#include "fakes/communication_services/identifier.hpp"

namespace droppoint::fakes::communication_services::call_automation {

nlohmann::ordered_json identifier_of(const std::string& raw_id) {
  if (!raw_id.starts_with("4:")) return identifier_json(raw_id);
  return {{"kind", "phoneNumber"}, {"rawId", raw_id}, {"phoneNumber", {{"value", raw_id.substr(2)}}}};
}

nlohmann::ordered_json participant_json(const Participant& participant) {
  nlohmann::ordered_json json;
  json["identifier"] = identifier_of(participant.user);
  json["isMuted"] = participant.muted;
  json["isOnHold"] = false;
  return json;
}

nlohmann::ordered_json participants_json(DataPlane& plane, const Call& call) {
  nlohmann::ordered_json all = nlohmann::ordered_json::array();
  for (const Participant& participant : participants_of(plane, call)) {
    all.push_back(participant_json(participant));
  }
  return all;
}

nlohmann::ordered_json connection_json(const Connection& connection, const Call& call) {
  nlohmann::ordered_json targets = nlohmann::ordered_json::array();
  for (const Callee& callee : call.callees) {
    if (callee.state != CalleeState::redirected) targets.push_back(identifier_of(callee.user));
  }
  nlohmann::ordered_json json;
  json["callConnectionId"] = connection.id;
  json["serverCallId"] = server_call_id(call);
  json["targets"] = std::move(targets);
  json["callConnectionState"] = to_text(connection.state);
  json["callbackUri"] = connection.callback_uri;
  if (!connection.display_name.empty()) json["sourceDisplayName"] = connection.display_name;
  if (!call.caller.empty()) json["source"] = identifier_of(call.caller);
  json["correlationId"] = call.id;
  if (connection.kind == Connection::Kind::answered) json["answeredBy"] = {{"id", connection.identity}};
  return json;
}

}  // namespace droppoint::fakes::communication_services::call_automation
