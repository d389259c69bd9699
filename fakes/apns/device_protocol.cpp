#include <string>
#include <utility>

#include "emulator/http/response.hpp"
#include "emulator/http/uri.hpp"
#include "fakes/apns/apns.hpp"

#include <nlohmann/json.hpp>

// How a phone's push daemon speaks with APNs. Apple's own protocol is not public, so this one is ours; only
// the party `device` is answered.

namespace droppoint::fakes::apns {
namespace {

http::Response bad_request(const Error& error) {
  const nlohmann::json body{{"reason", error.code}, {"message", error.message}};
  return http::json_response(400, body.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
}

http::Response bad_request(std::string message) {
  return bad_request(Error{"InvalidRequest", std::move(message)});
}

std::string text_of(const nlohmann::json& object, const char* name) {
  const auto found = object.find(name);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

}  // namespace

http::Response Apns::device_protocol(const wire::Hop& hop) {
  const std::string& method = hop.request.method;
  const auto target = http::Target::parse(hop.request.target);
  if (target) {
    const auto& segments = target->segments();
    if (segments.size() == 2 && segments[1] == "tokens" && method == "POST") return issue_token(hop);
    if (segments.size() == 3 && segments[1] == "tokens" && method == "DELETE")
      return delete_token(segments[2]);
    if (segments.size() == 3 && segments[1] == "connections" && method == "PUT") {
      return set_connection(hop, segments[2]);
    }
  }
  return refuse(Refusal{Reason::bad_path, "no such route for devices"}, message_id(hop));
}

http::Response Apns::issue_token(const wire::Hop& hop) {
  const nlohmann::json body = nlohmann::json::parse(http::bytes_of(hop.request.body), nullptr, false);
  if (!body.is_object()) return bad_request("the body is no JSON object");
  const auto kind = parse_token_kind(text_of(body, "kind"));
  const auto environment = parse_environment(text_of(body, "environment"));
  DeviceToken wanted{
      .token = text_of(body, "token"), .device = text_of(body, "device"), .app = text_of(body, "app")};
  if (wanted.device.empty() || wanted.app.empty()) return bad_request("`device` and `app` are needed");
  if (!kind) return bad_request("`kind` is neither voip nor alert");
  if (!environment) return bad_request("`environment` is neither production nor sandbox");
  wanted.kind = *kind;
  wanted.environment = *environment;
  wanted.issued_at = wire_.scheduler().now();
  const Result<std::string> token = device_tokens_.issue(std::move(wanted));
  if (!token) return bad_request(token.error());
  return http::json_response(200, nlohmann::json{{"token", *token}}.dump());
}

http::Response Apns::delete_token(std::string_view token) {
  device_tokens_.deactivate(token, wire_.scheduler().now());
  delivery_.forget_token(http::to_lower(token));
  return http::empty_response(204);
}

http::Response Apns::set_connection(const wire::Hop& hop, std::string_view device) {
  const nlohmann::json body = nlohmann::json::parse(http::bytes_of(hop.request.body), nullptr, false);
  if (!body.is_object() || !body.contains("online") || !body["online"].is_boolean()) {
    return bad_request("`online` is neither true nor false");
  }
  delivery_.set_online(device, body["online"].get<bool>());
  return http::empty_response(204);
}

}  // namespace droppoint::fakes::apns
