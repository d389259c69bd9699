#pragma once

#include "emulator/http/message.hpp"

namespace droppoint::fakes::apns {

// Whether an answer of APNs shows that the request's provider token was accepted: the push was, or it was
// refused for a reason that is only looked at after the token. An answer that says neither shows nothing.
bool shows_accepted_token(const http::Response& response);

}  // namespace droppoint::fakes::apns
