#pragma once

#include <optional>
#include <string_view>

#include "fakes/notification_hubs/call.hpp"

namespace droppoint::fakes::notification_hubs {

struct Core;

// True for `{namespace}.servicebus.windows.net`, in any case and with any port.
bool is_service_host(std::string_view authority);

// Fills in `name_space` and `hub` of the call. By the service's host name the namespace is its first label.
// By any other name (localhost, names that a served cloud allows) the hub's name may stand for hubs of
// several namespaces: the one whose policy signed the request is meant. Where that is not clear, the refusal
// lists the choices.
[[nodiscard]] std::optional<Refusal> find_hub(Core& core, Call& call, std::string_view hub);

// Only the namespace: nothing is filled in when the host does not tell.
[[nodiscard]] std::optional<Refusal> find_namespace(Core& core, Call& call);

}  // namespace droppoint::fakes::notification_hubs
