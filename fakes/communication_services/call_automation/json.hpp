#pragma once

// For the sources of this folder only: it includes json.hpp.

#include <string>

#include <nlohmann/json.hpp>

#include "fakes/communication_services/call_automation/participants.hpp"

namespace droppoint::fakes::communication_services::call_automation {

// `{"kind","rawId",…}` of a user, or of a telephone number ("4:+…").
nlohmann::ordered_json identifier_of(const std::string& raw_id);
// `{"identifier","isMuted","isOnHold"}`.
nlohmann::ordered_json participant_json(const Participant& participant);
// An array of them.
nlohmann::ordered_json participants_json(DataPlane& plane, const Call& call);

// The properties of a connection, as create, answer, connect and get give them.
nlohmann::ordered_json connection_json(const Connection& connection, const Call& call);

}  // namespace droppoint::fakes::communication_services::call_automation
