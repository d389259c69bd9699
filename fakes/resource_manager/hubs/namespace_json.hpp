#pragma once

#include "fakes/resource_manager/call.hpp"

namespace droppoint::fakes::resource_manager {

// `provisioningState` is "InProgress" and `status` "Creating" or "Deleting" while an operation runs.
Json namespace_json(const Call& call, const resources::Namespace& name_space);

// "Free", "Basic", "Standard", in any case.
std::optional<resources::Sku> parse_sku(std::string_view name);

// The tier of a body's `sku.name`; nothing if it names none. A name that is no tier is the body's mistake.
std::optional<resources::Sku> read_sku(const Fields& body);

// What PUT and PATCH change alike: the tags, and properties that are shown and change nothing.
struct NamespaceSettings {
  std::optional<Tags> tags;
  std::optional<resources::Sku> sku;
  std::optional<std::string> replication_region;
  std::optional<bool> zone_redundant;
};
NamespaceSettings read_namespace_settings(const Fields& body);
void apply(const NamespaceSettings& settings, resources::Namespace& name_space, sim::Time now);

// "East US" and "eastus" are one location.
bool is_same_location(std::string_view left, std::string_view right);

// 501 for settings that would change what the namespace does and are not emulated; nothing otherwise.
std::optional<http::Response> refuse_unemulated_namespace(const Fields& body);

}  // namespace droppoint::fakes::resource_manager
