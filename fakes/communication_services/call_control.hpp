#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "emulator/result.hpp"
#include "fakes/communication_services/data_plane.hpp"

namespace droppoint::fakes::communication_services {

// What control calls that start something have in common: who, to whom, in which resource.
struct Parties {
  std::string resource;
  Identity from;
  std::vector<Identity> to;
};

// Reads `from`, `to` (a name or several) and `resource`; makes identities for new names. `from` may be a
// telephone number ("4:+…") where `telephone_allowed`: it is its own id then. Fails with "InvalidRequest" or
// as choose_resource() and find_or_create_user() do.
enum class Telephone { allowed, refused };
Result<Parties> read_parties(DataPlane& plane, const nlohmann::json& body, Telephone telephone);

// The first member of a control call's body that is none of `known`, with what was probably meant. `what`
// names the body: "A call".
std::optional<Error> unknown_member(const nlohmann::json& body, std::string_view what,
                                    const std::vector<std::string>& known);

// `{"call","trace","state","from","to","server_call","video","started_at","ringing_until","verdict"}`.
nlohmann::ordered_json call_json(const DataPlane& plane, const Call& call);

}  // namespace droppoint::fakes::communication_services
