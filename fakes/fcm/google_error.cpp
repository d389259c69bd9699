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

ordered_json typed_detail(std::string_view type) {
  ordered_json detail;
  detail["@type"] = "type.googleapis.com/" + std::string(type);
  return detail;
}

ordered_json bad_request_detail(const std::vector<FieldViolation>& violations) {
  ordered_json all = ordered_json::array();
  for (const FieldViolation& violation : violations) {
    ordered_json one;
    if (!violation.field.empty()) one["field"] = violation.field;
    one["description"] = violation.description;
    all.push_back(std::move(one));
  }
  ordered_json detail = typed_detail("google.rpc.BadRequest");
  detail["fieldViolations"] = std::move(all);
  return detail;
}

ordered_json info_detail(const ErrorInfo& info) {
  ordered_json detail = typed_detail("google.rpc.ErrorInfo");
  detail["reason"] = info.reason;
  detail["domain"] = info.domain;
  detail["metadata"] = ordered_json::object();
  for (const auto& [name, value] : info.metadata) detail["metadata"][name] = value;
  return detail;
}

// In the order in which Google was seen to write them: BadRequest before FcmError.
ordered_json details_of(const Refusal& refusal) {
  ordered_json details = ordered_json::array();
  if (!refusal.violations.empty()) details.push_back(bad_request_detail(refusal.violations));
  if (!refusal.fcm_error.empty()) {
    ordered_json detail = typed_detail("google.firebase.fcm.v1.FcmError");
    detail["errorCode"] = refusal.fcm_error;
    details.push_back(std::move(detail));
  }
  if (refusal.quota) {
    ordered_json violation;
    violation["subject"] = refusal.quota->subject;
    violation["description"] = refusal.quota->description;
    ordered_json detail = typed_detail("google.rpc.QuotaFailure");
    detail["violations"] = ordered_json::array({std::move(violation)});
    details.push_back(std::move(detail));
  }
  if (refusal.info) details.push_back(info_detail(*refusal.info));
  return details;
}

}  // namespace

http::Response refuse(const Refusal& refusal) {
  ordered_json error{{"code", refusal.http_status}, {"message", refusal.message}, {"status", refusal.status}};
  ordered_json details = details_of(refusal);
  if (!details.empty()) error["details"] = std::move(details);
  ordered_json body;
  body["error"] = std::move(error);
  http::Response response = http::json_response(
      refusal.http_status, body.dump(2, ' ', false, ordered_json::error_handler_t::replace),
      "application/json; charset=UTF-8");
  if (refusal.retry_after_seconds) {
    response.headers.add("retry-after", std::to_string(*refusal.retry_after_seconds));
  }
  if (refusal.http_status == 401 && refusal.fcm_error.empty()) {
    response.headers.add("www-authenticate", "Bearer realm=\"https://accounts.google.com/\"");
  }
  return response;
}

http::Response not_found_page(std::string_view path) {
  return http::text_response(404, "text/html; charset=UTF-8",
                             "<!DOCTYPE html>\n<html lang=en>\n<title>Error 404 (Not Found)!!1</title>\n"
                             "<p>The requested URL <code>" +
                                 escape_html(path) + "</code> was not found on this server.\n</html>\n");
}

http::Response unauthorized_page() {
  return http::text_response(401, "text/html; charset=UTF-8",
                             "<HTML>\n<HEAD>\n<TITLE>Unauthorized</TITLE>\n</HEAD>\n<BODY>\n"
                             "<H1>Unauthorized</H1>\n<H2>Error 401</H2>\n</BODY>\n</HTML>\n");
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

Refusal invalid_message(std::string field, std::string description, std::string message) {
  Refusal refusal =
      invalid_argument(message.empty() ? "Request contains an invalid argument." : std::move(message));
  refusal.violations.push_back({std::move(field), std::move(description)});
  return refusal;
}

Refusal not_emulated(std::string_view what) {
  return Refusal{.http_status = 501,
                 .status = "UNIMPLEMENTED",
                 .message = std::string(what) + " is not emulated; see docs/fidelity/fcm.md.",
                 .cause = "pns-not-emulated"};
}

Refusal unavailable(std::optional<std::int64_t> retry_after_seconds) {
  return Refusal{.http_status = 503,
                 .status = "UNAVAILABLE",
                 .message = "The service is currently unavailable.",
                 .fcm_error = "UNAVAILABLE",
                 .retry_after_seconds = retry_after_seconds,
                 .cause = "pns-unavailable"};
}

}  // namespace droppoint::fakes::fcm
