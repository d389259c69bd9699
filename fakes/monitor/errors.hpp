#pragma once

#include <string_view>

#include "emulator/http/message.hpp"
#include "emulator/result.hpp"
#include "fakes/resources/store.hpp"

namespace droppoint::fakes::monitor {

// Resource Manager's form: `{"error":{"code","message"}}`.
http::Response arm_error(int status, std::string_view code, std::string_view message);

// Monitor's own form, without the envelope: `{"code":"BadRequest","message"}`. Seen in
// https://github.com/Azure/azure-sdk-for-net/issues/29584.
http::Response bad_request(std::string_view message);
// With the code of the error.
http::Response to_response(const Error& error);

// 404 ResourceNotFound.
http::Response resource_not_found(const resources::HubId& id);
// 501, in Resource Manager's form.
http::Response not_emulated(std::string_view what);

}  // namespace droppoint::fakes::monitor
