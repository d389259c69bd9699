#pragma once

// For the sources of this service only: it includes json.hpp.

#include <string>

#include <nlohmann/json.hpp>

#include "emulator/result.hpp"

namespace droppoint::fakes::communication_services {

// The raw id ("8:acs:…") in a communication identifier: `rawId`, or the one that `communicationUser`,
// `phoneNumber`, `microsoftTeamsUser` or `microsoftTeamsApp` stands for. Fails with "BadRequest" for one that
// holds none of them, or a `rawId` that the other contradicts.
Result<std::string> read_identifier(const nlohmann::json& value);

// `{"kind","rawId","communicationUser":{"id"}}`.
nlohmann::ordered_json identifier_json(const std::string& user);

}  // namespace droppoint::fakes::communication_services
