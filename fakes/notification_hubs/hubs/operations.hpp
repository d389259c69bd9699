#pragma once

#include "fakes/notification_hubs/core.hpp"

// The management of hubs by the data plane's own interface, as NamespaceManager of the .NET and Java clients
// does it: Atom entries, and a policy with Manage. Each operation is in a file of its name.

namespace droppoint::fakes::notification_hubs {

// `GET|PUT|DELETE /{hub}` and `GET /$Resources/NotificationHubs`. The call's namespace is set, its hub only
// if it exists.
Reply get_hub(Core& core, Call& call);
Reply put_hub(Core& core, Call& call);
Reply delete_hub(Core& core, Call& call);
Reply list_hubs(Core& core, Call& call);

// Finds the namespace, and the hub if there is one, and lets the caller in by a policy of either that may
// manage. On localhost, where a hub that is not there yet tells no namespace, the signature does.
[[nodiscard]] std::optional<Refusal> admit_to_namespace(Core& core, Call& call);

}  // namespace droppoint::fakes::notification_hubs
