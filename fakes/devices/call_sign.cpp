#include "fakes/devices/call_sign.hpp"

#include <string>

#include <nlohmann/json.hpp>

namespace droppoint::fakes::devices {
namespace {

using Json = nlohmann::ordered_json;

std::string text_of(const Json& object, const char* name) {
  const auto found = object.find(name);
  if (found == object.end()) return {};
  if (found->is_number_integer()) return found->dump();
  return found->is_string() ? found->get<std::string>() : std::string();
}

// A truth value, or the text "true": in pushes all members are texts.
bool is_true(const Json& object, const char* name) {
  const auto found = object.find(name);
  return found != object.end() && (*found == Json(true) || *found == Json("true"));
}

const Json* member(const Json& object, const char* name) {
  if (!object.is_object()) return nullptr;
  const auto found = object.find(name);
  return found == object.end() ? nullptr : &*found;
}

}  // namespace

CallSign read_call_sign(std::string_view payload) {
  const Json json = Json::parse(payload, nullptr, false);
  if (!json.is_object()) return {};
  const Json* data = member(json, "data");
  const Json& source = data != nullptr && data->is_object() ? *data : json;
  const std::string event = text_of(source, "eventId");
  CallSign sign{.call_id = text_of(source, "callId")};
  // Without an id nothing tells which call it is; the SDKs refuse such a payload.
  if (sign.call_id.empty()) return {};
  sign.caller = text_of(source, "callerId");
  sign.display_name = text_of(source, "displayName");
  sign.video = is_true(source, "videoCall");
  if (event == "107" || event == "109" || event == "111") sign.kind = CallSign::Kind::incoming;
  if (event == "110") sign.kind = CallSign::Kind::stop_ringing;
  return sign;
}

bool breaks_through_focus(std::string_view payload) {
  const Json json = Json::parse(payload, nullptr, false);
  const Json* aps = member(json, "aps");
  if (aps == nullptr || !aps->is_object()) return false;
  const std::string level = text_of(*aps, "interruption-level");
  return level == "time-sensitive" || level == "critical";
}

bool is_deleted_messages(std::string_view payload) {
  const Json json = Json::parse(payload, nullptr, false);
  return json.is_object() && text_of(json, "message_type") == "deleted_messages";
}

bool has_notification_block(std::string_view payload) {
  const Json json = Json::parse(payload, nullptr, false);
  const Json* block = member(json, "notification");
  return block != nullptr && block->is_object();
}

bool has_alert(std::string_view payload) {
  const Json json = Json::parse(payload, nullptr, false);
  const Json* aps = member(json, "aps");
  const Json* alert = aps == nullptr ? nullptr : member(*aps, "alert");
  return alert != nullptr && (alert->is_object() || alert->is_string());
}

}  // namespace droppoint::fakes::devices
