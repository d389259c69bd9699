#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <pugixml.hpp>

namespace droppoint::fakes::notification_hubs {

// The name of an element without its namespace's prefix.
std::string_view local_name(const pugi::xml_node& node);
// The first child element of that local name; an empty node if there is none.
pugi::xml_node child_of(const pugi::xml_node& parent, std::string_view name);

// The `Properties/Property` pairs of a credential, by the names of the REST specification: those of
// `known_names` (separated by spaces), which are matched without regard to case. Others are left out.
std::map<std::string, std::string> read_properties(const pugi::xml_node& credential,
                                                   std::string_view known_names);

// `<ApnsCredential><Properties><Property><Name>Endpoint</Name><Value>…</Value></Property>…`: the names are
// those of the REST specification; properties without a value are left out.
using CredentialProperties = std::vector<std::pair<std::string, std::string>>;
std::string credential_xml(std::string_view credential, const CredentialProperties& properties);

}  // namespace droppoint::fakes::notification_hubs
