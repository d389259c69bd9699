#include "fakes/communication_services/responses.hpp"

#include "emulator/http/response.hpp"

#include <nlohmann/json.hpp>

namespace droppoint::fakes::communication_services {
namespace {

constexpr std::string_view kFidelityPage = "docs/fidelity/communication-services.md";

int control_status(std::string_view code) {
  if (code.starts_with("Unknown")) return 404;
  for (const std::string_view state : {"NotRinging", "NotReachable", "NotInCall"}) {
    if (code.ends_with(state)) return 409;
  }
  return code == "NotEmulated" ? 501 : 400;
}

nlohmann::ordered_json text_or_null(const std::string& text) {
  if (text.empty()) return nullptr;
  return text;
}

}  // namespace

Result<nlohmann::json> read_object(const http::Request& request) {
  const std::string_view body = http::bytes_of(request.body);
  if (body.empty()) return nlohmann::json::object();
  auto json = nlohmann::json::parse(body, nullptr, false);
  if (json.is_discarded()) return fail("InvalidJson", "The body is not JSON.");
  if (!json.is_object()) return fail("InvalidJson", "The body is not a JSON object.");
  return json;
}

std::string to_json_text(const nlohmann::ordered_json& json) {
  return json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

nlohmann::ordered_json verdict_json(const wire::Verdict& verdict) {
  nlohmann::ordered_json json;
  json["state"] = wire::to_text(verdict.state);
  json["by"] = text_or_null(verdict.by);
  json["drop_point"] = nullptr;
  if (verdict.drop_point) json["drop_point"] = *verdict.drop_point;
  json["cause"] = text_or_null(verdict.cause);
  json["underlying_cause"] = text_or_null(verdict.underlying_cause);
  json["detail"] = text_or_null(verdict.detail);
  json["remedy"] = text_or_null(verdict.remedy);
  json["document"] = text_or_null(verdict.document);
  return json;
}

http::Response json_answer(int status, const nlohmann::ordered_json& json) {
  return http::json_response(status, to_json_text(json));
}

http::Response service_error(int status, std::string_view code, std::string_view message) {
  nlohmann::ordered_json body;
  body["error"] = {{"code", code}, {"message", message}};
  return json_answer(status, body);
}

http::Response denied() {
  http::Response response = service_error(401, "Denied", "Denied by the resource provider.");
  response.headers.add("WWW-Authenticate", "HMAC-SHA256, Bearer");
  return response;
}

http::Response unauthorized(std::string_view message) {
  http::Response response = service_error(401, "Unauthorized", message);
  response.headers.add("WWW-Authenticate", "Bearer");
  return response;
}

http::Response not_found() {
  return service_error(404, "NotFound", "Communication Services has no such path.");
}

http::Response method_not_allowed(const std::string& allow) {
  http::Response response =
      service_error(405, "MethodNotAllowed", "This path does not take that method, but " + allow + ".");
  response.headers.add("Allow", allow);
  return response;
}

http::Response not_emulated(std::string_view what) {
  std::string message(what);
  message.append(" is not emulated; see ").append(kFidelityPage).append(".");
  return service_error(501, "NotImplemented", message);
}

http::Response control_error(const Error& error) {
  nlohmann::ordered_json body;
  body["error"] = {{"code", error.code}, {"message", error.message}, {"hint", error.hint}};
  return json_answer(control_status(error.code), body);
}

}  // namespace droppoint::fakes::communication_services
