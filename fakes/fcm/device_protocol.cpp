#include <string>
#include <utility>

#include "emulator/http/response.hpp"
#include "emulator/http/uri.hpp"
#include "fakes/fcm/fcm.hpp"
#include "fakes/fcm/json_members.hpp"

#include <nlohmann/json.hpp>

// How a phone's Google services speak with FCM. Google's own protocol is not public, so this one is ours;
// only the party `device` is answered.

namespace droppoint::fakes::fcm {
namespace {

http::Response bad_device_request(std::string message) {
  return refuse(Refusal{.http_status = 400, .status = "INVALID_ARGUMENT", .message = std::move(message)});
}

}  // namespace

http::Response Fcm::device_protocol(const wire::Hop& hop) {
  const std::string& method = hop.request.method;
  const auto target = http::Target::parse(hop.request.target);
  if (!target) return not_found_page(hop.request.target);
  const auto& path = target->segments();
  if (path.size() == 2 && path[1] == "tokens" && method == "POST") return issue_token(hop);
  if (path.size() == 3 && path[1] == "connections" && method == "PUT") return set_connection(hop, path[2]);
  if (path.size() == 3 && path[1] == "tokens" && method == "DELETE") {
    device_tokens_.deactivate(path[2]);
    delivery_.forget_token(path[2]);
    return http::empty_response(204);
  }
  return not_found_page(target->raw_path());
}

http::Response Fcm::issue_token(const wire::Hop& hop) {
  const nlohmann::json body = nlohmann::json::parse(http::bytes_of(hop.request.body), nullptr, false);
  if (!body.is_object()) return bad_device_request("the body is no JSON object");
  DeviceToken wanted{.token = text_of(body, "token"),
                     .device = text_of(body, "device"),
                     .app = text_of(body, "app"),
                     .project = text_of(body, "project")};
  if (wanted.device.empty() || wanted.app.empty() || wanted.project.empty()) {
    return bad_device_request("`device`, `app` and `project` are needed");
  }
  const Result<std::string> token = device_tokens_.issue(std::move(wanted));
  if (!token) return bad_device_request(token.error().message);
  return http::json_response(200, nlohmann::json{{"token", *token}}.dump());
}

http::Response Fcm::set_connection(const wire::Hop& hop, std::string_view device) {
  const nlohmann::json body = nlohmann::json::parse(http::bytes_of(hop.request.body), nullptr, false);
  if (!body.is_object() || !body.contains("online") || !body["online"].is_boolean()) {
    return bad_device_request("`online` is neither true nor false");
  }
  if (body.contains("dozes") && !body["dozes"].is_boolean()) {
    return bad_device_request("`dozes` is neither true nor false");
  }
  if (body.contains("high_priority_per_day") && !body["high_priority_per_day"].is_number_unsigned()) {
    return bad_device_request("`high_priority_per_day` is no number");
  }
  DeviceConnection connection{.online = body["online"].get<bool>(), .dozes = body.value("dozes", false)};
  if (const auto cap = body.find("high_priority_per_day"); cap != body.end()) {
    connection.high_priority_per_day = cap->get<std::size_t>();
  }
  delivery_.set_connection(device, connection);
  return http::empty_response(204);
}

}  // namespace droppoint::fakes::fcm
