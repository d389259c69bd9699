#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "emulator/http/message.hpp"

namespace droppoint::fakes::fcm {

// One member of `fieldViolations` in a google.rpc.BadRequest.
struct FieldViolation {
  std::string field;
  std::string description;
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
  // An id of the cause catalogue.
  std::string_view cause = "invalid-payload";
};

http::Response refuse(const Refusal& refusal);
// The page that Google answers unknown paths with.
http::Response not_found_page(std::string_view path);

// 400 with an FcmError INVALID_ARGUMENT.
Refusal invalid_argument(std::string message, std::string_view cause = "invalid-payload");
// 400 with a BadRequest, which is what Google's JSON reader answers.
Refusal bad_request(std::vector<FieldViolation> violations);
// 501 UNIMPLEMENTED that names the fidelity table.
Refusal not_emulated(std::string_view what);

}  // namespace droppoint::fakes::fcm
