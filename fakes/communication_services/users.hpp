#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/result.hpp"
#include "fakes/communication_services/data_plane.hpp"

namespace droppoint::fakes::communication_services {

// Control calls and devices name a user by a name or by an id ("8:acs:…").
bool is_user_id(std::string_view text);

// The resource, by name, that a control call is about: the given one, else the one of the first id among
// `users`, else the cloud's only or first one. Fails with "UnknownResource" or "UnknownUser".
Result<std::string> choose_resource(const DataPlane& plane, const std::optional<std::string>& given,
                                    std::span<const std::string> users);

// The user of that name or id; a name seen first gets an identity. Fails with "UnknownUser" for an id that no
// identity has, "UserOfAnotherResource" or "InvalidUser" (an empty name).
Result<Identity> find_or_create_user(DataPlane& plane, const std::string& resource, const std::string& user);

}  // namespace droppoint::fakes::communication_services
