#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "fakes/communication_services/data_plane.hpp"

namespace droppoint::fakes::communication_services::call_automation {

// By which Call Automation answers, rejects or redirects a call that rings for `user`: three parts, the
// middle one base64 of `{"cc","shrToken"}`. `cc` is the `cp` of the call's pushes. The rest is opaque and
// ours.
std::string incoming_call_context(const DataPlane& plane, const Call& call, std::string_view user);

struct IncomingCall {
  std::string call;
  std::string user;
};
// Nothing for a text that the service did not make.
std::optional<IncomingCall> read_incoming_call_context(const DataPlane& plane, std::string_view context);

// Opaque base64url text.
std::string server_call_id(const Call& call);
// The call's own id, or nothing.
std::optional<std::string> call_of_server_call_id(std::string_view id);

}  // namespace droppoint::fakes::communication_services::call_automation
