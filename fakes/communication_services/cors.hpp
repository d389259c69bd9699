#pragma once

#include <optional>

#include "emulator/http/message.hpp"

// Cross-origin requests (https://fetch.spec.whatwg.org/#http-cors-protocol): the SDKs run in pages of other
// origins, and a user token, never a cookie, says who asks; so every origin is let in.

namespace droppoint::fakes::communication_services {

// The answer to a preflight, if the request is one.
std::optional<http::Response> preflight_answer(const http::Request& request);
// Lets the page of the request's origin read the answer, if the request has one.
void allow_origin(const http::Request& request, http::Response& response);

}  // namespace droppoint::fakes::communication_services
