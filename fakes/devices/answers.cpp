#include "fakes/devices/answers.hpp"

#include <utility>

#include "emulator/http/response.hpp"

#include <nlohmann/json.hpp>

namespace droppoint::fakes::devices {
namespace {

using Json = nlohmann::ordered_json;

Json text_or_null(std::string_view text) {
  return text.empty() ? Json(nullptr) : Json(text);
}

std::string_view on_or_off(bool on) {
  return on ? "on" : "off";
}

Json call_json(const PhoneCall& call) {
  Json json;
  json["call"] = call.sign.call_id;
  json["state"] = call.answered ? "answered" : "ringing";
  json["caller"] = text_or_null(call.sign.caller);
  json["display_name"] = text_or_null(call.sign.display_name);
  json["video"] = call.sign.video;
  json["since"] = sim::to_iso8601(call.since);
  return json;
}

Json sign_json(const CallSign& sign) {
  Json json;
  json["call"] = sign.call_id;
  json["event"] = sign.kind == CallSign::Kind::incoming ? "incoming" : "stop-ringing";
  json["caller"] = text_or_null(sign.caller);
  json["display_name"] = text_or_null(sign.display_name);
  json["video"] = sign.video;
  return json;
}

Json chat_json(const ChatText& chat) {
  Json json;
  json["message"] = chat.message;
  json["thread"] = chat.thread;
  json["sender"] = text_or_null(chat.sender);
  json["display_name"] = text_or_null(chat.display_name);
  json["text"] = chat.text;
  return json;
}

Json parsed_payload(const Record& record) {
  Json payload = Json::parse(http::bytes_of(record.payload), nullptr, false);
  return payload.is_discarded() ? Json(http::bytes_of(record.payload)) : payload;
}

}  // namespace

http::Response json_answer(int status, const Json& json) {
  return http::json_response(status, json.dump(-1, ' ', false, Json::error_handler_t::replace),
                             "application/json");
}

http::Response error_answer(int status, const Error& error) {
  Json json;
  json["error"]["code"] = error.code;
  json["error"]["message"] = error.message;
  json["error"]["hint"] = text_or_null(error.hint);
  return json_answer(status, json);
}

Json to_json(const Device& device) {
  Json json;
  json["name"] = device.name;
  json["platform"] = to_text(device.platform);
  json["app"] = device.app;
  json["user"] = text_or_null(device.user);
  json["user_id"] = text_or_null(device.user_id);
  if (device.platform == Platform::ios) {
    json["environment"] = device.environment;
  } else {
    json["fcm_project"] = device.fcm_project;
  }
  json["tokens"] = Json::object();
  for (const Token& token : device.tokens) json["tokens"][std::string(token.kind)] = token.text;
  json["register"] = device.wants_registration;
  json["registered"] = device.registered;
  json["ttl"] = sim::to_text(device.ttl);
  json["state"] = short_state_of(device);
  json["power"] = on_or_off(device.powered);
  json["network"] = to_text(device.network);
  json["app_state"] = to_text(device.app_state);
  json["notifications"] = on_or_off(device.notifications);
  json["access_token"] = device.token_expired ? "expired" : "valid";
  json["focus"] = on_or_off(device.focus);
  json["low_power"] = on_or_off(device.low_power);
  if (device.platform == Platform::ios) {
    json["background_refresh"] = on_or_off(device.background_refresh);
    json["background_pushes_per_hour"] = device.background_pushes_per_hour;
    json["reports_calls"] = device.reports_calls;
    json["unreported_calls"] = device.unreported_calls;
  } else {
    json["doze"] = on_or_off(device.dozes);
    json["maintenance_window"] = device.in_maintenance;
    json["standby_bucket"] = to_text(device.standby_bucket);
  }
  json["calls"] = Json::array();
  for (const PhoneCall& call : device.calls) json["calls"].push_back(call_json(call));
  json["screen"] = to_text(screen_of(device));
  return json;
}

Json to_json(const Record& record) {
  Json json;
  json["trace"] = wire::to_text(record.trace);
  json["kind"] = record.kind;
  json["by"] = record.by;
  json["received_at"] = sim::to_iso8601(record.received_at);
  json["payload"] = parsed_payload(record);
  json["headers"] = Json::object();
  for (const auto& field : record.headers) json["headers"][std::string(field.name)] = field.value;
  json["screen"] = to_text(record.screen);
  if (record.call.kind != CallSign::Kind::none) json["call"] = sign_json(record.call);
  if (record.chat) json["chat"] = chat_json(*record.chat);
  return json;
}

Json to_simulator_push(const Record& record, std::string_view app) {
  Json json;
  json["Simulator Target Bundle"] = app;
  const Json payload = parsed_payload(record);
  if (!payload.is_object()) return json;
  for (const auto& [key, value] : payload.items()) json[key] = value;
  json["Simulator Target Bundle"] = app;
  return json;
}

Json to_data_map(const Record& record) {
  const Json payload = parsed_payload(record);
  const auto data = payload.is_object() ? payload.find("data") : payload.end();
  return payload.is_object() && data != payload.end() && data->is_object() ? *data : Json::object();
}

}  // namespace droppoint::fakes::devices
