#pragma once

#include <string_view>

#include "emulator/result.hpp"
#include "fakes/notification_hubs/registrations/installation.hpp"

namespace droppoint::fakes::notification_hubs {

// Applies a list of JSON-Patch operations (RFC 6902): `add`, `remove` and `replace`, on these paths:
//
//   /pushChannel  /userId  /tags  /tags/{tag}  /expirationTime  /pushVariables/{name}
//   /templates/{name}  /templates/{name}/body  …/headers  …/expiry  …/tags  …/tags/{tag}
//   /secondaryTiles/{tile}  /secondaryTiles/{tile}/pushChannel  …/tags…  …/templates…
//
// Differences from the RFC are the service's: `add` on tags appends one tag or all of an array; a template or
// its headers come as JSON, mostly within a text; an element of a list is named by its value.
// https://learn.microsoft.com/rest/api/notificationhubs/update-installation
//
// Fails with "InvalidPatch", or as reading an installation does; then `installation` is left half changed.
Result<void> apply_patch(Installation& installation, std::string_view text);

}  // namespace droppoint::fakes::notification_hubs
