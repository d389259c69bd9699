#include "fakes/fcm/google_error.hpp"

#include <utility>

#include "emulator/http/response.hpp"

#include <nlohmann/json.hpp>

namespace droppoint::fakes::fcm {
namespace {

using nlohmann::ordered_json;

std::string escape_html(std::string_view text) {
  std::string escaped;
  for (const char character : text) {
    if (character == '<') {
      escaped += "&lt;";
    } else if (character == '&') {
      escaped += "&amp;";
    } else {
      escaped += character;
    }
  }
  return escaped;
}

}  // namespace

http::Response refuse(const Refusal& refusal) {
  ordered_json error{{"code", refusal.http_status}, {"message", refusal.message}, {"status", refusal.status}};
  ordered_json details = ordered_json::array();
  if (!refusal.fcm_error.empty()) {
    details.push_back(
        {{"@type", "type.googleapis.com/google.firebase.fcm.v1.FcmError"}, {"errorCode", refusal.fcm_error}});
  }
  if (!refusal.violations.empty()) {
    ordered_json violations = ordered_json::array();
    for (const FieldViolation& violation : refusal.violations) {
      violations.push_back({{"field", violation.field}, {"description", violation.description}});
    }
    ordered_json bad_request{{"@type", "type.googleapis.com/google.rpc.BadRequest"}};
    bad_request["fieldViolations"] = std::move(violations);
    details.push_back(std::move(bad_request));
  }
  if (!details.empty()) error["details"] = std::move(details);
  ordered_json body;
  body["error"] = std::move(error);
  return http::json_response(refusal.http_status,
                             body.dump(2, ' ', false, ordered_json::error_handler_t::replace),
                             "application/json; charset=UTF-8");
}

http::Response not_found_page(std::string_view path) {
  return http::text_response(404, "text/html; charset=UTF-8",
                             "<!DOCTYPE html>\n<html lang=en>\n<title>Error 404 (Not Found)!!1</title>\n"
                             "<p>The requested URL <code>" +
                                 escape_html(path) + "</code> was not found on this server.\n</html>\n");
}

Refusal invalid_argument(std::string message, std::string_view cause) {
  return Refusal{.http_status = 400,
                 .status = "INVALID_ARGUMENT",
                 .message = std::move(message),
                 .fcm_error = "INVALID_ARGUMENT",
                 .cause = cause};
}

Refusal bad_request(std::vector<FieldViolation> violations) {
  std::string message;
  for (const FieldViolation& violation : violations) {
    if (!message.empty()) message += '\n';
    message += violation.description;
  }
  return Refusal{.http_status = 400,
                 .status = "INVALID_ARGUMENT",
                 .message = std::move(message),
                 .violations = std::move(violations)};
}

Refusal not_emulated(std::string_view what) {
  return Refusal{.http_status = 501,
                 .status = "UNIMPLEMENTED",
                 .message = std::string(what) + " is not emulated; see docs/fidelity/fcm.md.",
                 .cause = "pns-not-emulated"};
}

}  // namespace droppoint::fakes::fcm
