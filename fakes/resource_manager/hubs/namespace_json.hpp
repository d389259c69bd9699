#pragma once

#include "fakes/resource_manager/call.hpp"

namespace droppoint::fakes::resource_manager {

Json namespace_json(const resources::Namespace& name_space);

// "Free", "Basic", "Standard", in any case.
std::optional<resources::Sku> parse_sku(std::string_view name);

// The tier of a body's `sku.name`; nothing if it names none. A name that is no tier is the body's mistake.
std::optional<resources::Sku> read_sku(const Fields& body);

// 501 for settings that would change what the namespace does and are not emulated; nothing otherwise.
std::optional<http::Response> refuse_unemulated_namespace(const Fields& body);

}  // namespace droppoint::fakes::resource_manager
