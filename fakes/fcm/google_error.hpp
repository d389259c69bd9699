#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "emulator/http/message.hpp"

namespace droppoint::fakes::fcm {

// One member of `fieldViolations` in a google.rpc.BadRequest. An empty field is left out: what is wrong is
// the body as a whole.
struct FieldViolation {
  std::string field;
  std::string description;
};

// The only member of `violations` in a google.rpc.QuotaFailure.
struct QuotaViolation {
  std::string subject;
  std::string description;
};

// A google.rpc.ErrorInfo (https://docs.cloud.google.com/apis/design/errors#error_info).
struct ErrorInfo {
  std::string reason;
  std::vector<std::pair<std::string, std::string>> metadata = {};
  std::string domain = "googleapis.com";
};

// Why a request is not taken, in Google's error model
// (https://firebase.google.com/docs/reference/fcm/rest/v1/ErrorCode).
struct Refusal {
  int http_status = 400;
  std::string status;  // of google.rpc.Code: "INVALID_ARGUMENT"
  std::string message;
  // `errorCode` of the FcmError detail; empty: none.
  std::string fcm_error = {};
  std::vector<FieldViolation> violations = {};
  std::optional<QuotaViolation> quota = {};
  std::optional<ErrorInfo> info = {};
  // The header Retry-After.
  std::optional<std::int64_t> retry_after_seconds = {};
  // An id of the cause catalogue.
  std::string_view cause = "invalid-payload";
};

http::Response refuse(const Refusal& refusal);
// The pages that Google answers unknown paths and missing credentials of its older interfaces with.
http::Response not_found_page(std::string_view path);
http::Response unauthorized_page();

// 400 with an FcmError INVALID_ARGUMENT and nothing else.
Refusal invalid_argument(std::string message, std::string_view cause = "invalid-payload");
// 400 with a BadRequest, which is what Google's JSON reader answers.
Refusal bad_request(std::vector<FieldViolation> violations);
// 400 with both: what FCM itself finds wrong in a message that the JSON reader took. The message is general
// unless one is given.
Refusal invalid_message(std::string field, std::string description, std::string message = {});
// 501 UNIMPLEMENTED that names the fidelity table.
Refusal not_emulated(std::string_view what);
// 503 UNAVAILABLE.
Refusal unavailable(std::optional<std::int64_t> retry_after_seconds);

}  // namespace droppoint::fakes::fcm
