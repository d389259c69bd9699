#pragma once

#include <optional>
#include <string_view>

#include "emulator/http/uri.hpp"
#include "fakes/resource_manager/call.hpp"

// What Azure's front end checks before a resource provider sees a request.

namespace droppoint::fakes::resource_manager {

// 400 when api-version is missing or no date ("2020-08-20", "2023-01-01-preview"). Any date is taken, since
// no public list is known to be complete.
std::optional<http::Response> check_api_version(const http::Target& target);

// 404 when the subscription or the resource group in the path does not exist.
std::optional<http::Response> check_scope(const Plane& plane, const http::PathParameters& path);

// Notification Hubs wrote its own refusals as `{"code","message"}` before 2023; all others keep the form of
// ARM.
http::Response in_form_of(const http::Request& request, http::Response response);

}  // namespace droppoint::fakes::resource_manager
