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
  json["network"] = device.online ? "online" : "offline";
  json["app_state"] = to_text(device.app_state);
  json["notifications"] = device.notifications ? "on" : "off";
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
