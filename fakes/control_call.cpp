#include "fakes/control_call.hpp"

#include <utility>

#include <nlohmann/json.hpp>

namespace droppoint {

namespace {

using Json = nlohmann::ordered_json;

Json ask_with_text(Cloud* cloud, std::string_view method, const std::string& path, std::string body) {
  const auto answer = cloud->control(method, "/_droppoint/v1/" + path, std::move(body));
  if (!answer || !answer->has_value()) {
    throw CloudError(
        {"NoAnswer", "nothing answered " + std::string(method) + ' ' + path, "advance the clock"});
  }
  const Json json = Json::parse(http::bytes_of((*answer)->body), nullptr, false);
  if ((*answer)->status < 300) return json;
  const bool told = json.is_object() && json.contains("error") && json["error"]["message"].is_string();
  throw CloudError({"Refused", told ? json["error"]["message"].get<std::string>()
                                    : path + " was refused with " + std::to_string((*answer)->status)});
}

}  // namespace

nlohmann::ordered_json ask_control(Cloud* cloud, std::string_view method, const std::string& path,
                                   const nlohmann::ordered_json& body) {
  return ask_with_text(cloud, method, path, body.dump());
}

nlohmann::ordered_json ask_control(Cloud* cloud, std::string_view method, const std::string& path) {
  return ask_with_text(cloud, method, path, {});
}

std::string control_text(const nlohmann::ordered_json& json, const char* key) {
  const auto found = json.find(key);
  return found != json.end() && found->is_string() ? found->get<std::string>() : std::string();
}

}  // namespace droppoint
