#include "scenarios/engine/step_kinds.hpp"

#include <array>

namespace droppoint::scenarios {
namespace {

constexpr std::array kKinds{
    StepKind{"call", "A user calls another: {from, to, resource?, video?}.", &read_call},
    StepKind{"answer", "A phone answers the newest call: {device}.", &read_answer},
    StepKind{"decline", "A phone declines the newest call: {device}.", &read_decline},
    StepKind{"hang_up", "The caller, or a phone that answered, hangs up the newest call: {device?}.",
             &read_hang_up},
    StepKind{"send_chat", "A user writes to another: {from, to, content, resource?}.", &read_send_chat},
    StepKind{"revoke_tokens", "Revokes all access tokens of a user: {user, resource?}.", &read_revoke_tokens},
    StepKind{"register", "Registers a device for pushes: {device, ttl?}.", &read_register_device},
    StepKind{"unregister", "Takes a device's registration back: {device}.", &read_unregister_device},
    StepKind{"device", "Adds a device or changes one: {name, state?, …} as the control API takes it.",
             &read_device},
    StepKind{"link", "Links a hub: {resource, hub, policy} or {resource, connection_string, resource_id}.",
             &read_link},
    StepKind{"unlink", "The portal's Disconnect: {resource}.", &read_unlink},
    StepKind{"regenerate_key", "Regenerates a policy's key: {hub, policy, key?: primary|secondary}.",
             &read_regenerate_key},
    StepKind{"configure_hub", "Sets or removes credentials: {hub, apns|fcm_v1: {…}|none}.",
             &read_configure_hub},
    StepKind{"delete_hub", "Deletes a hub: {hub}.", &read_delete_hub},
    StepKind{"delete_namespace", "Deletes a namespace: {namespace}.", &read_delete_namespace},
    StepKind{"install",
             "Registers a device with a hub, as an installation: {hub, device, policy?, id?, user?, tags?, "
             "templates?: {name: body}}.",
             &read_install},
    StepKind{"send",
             "A back end sends to registrations: {hub, format, body, policy?, tags?, in?: duration, test?}.",
             &read_send},
    StepKind{"direct_send",
             "A back end sends to one device, or to a list of them, by handle: {hub, device, body, policy?, "
             "format?, headers?}.",
             &read_direct_send},
    StepKind{"advance", "Moves the clock: a duration such as 10m.", &read_advance},
    StepKind{"fault", "Adds a fault, as the control API takes it.", &read_fault_step},
    StepKind{"clear_faults", "Removes all faults: {}.", &read_clear_faults},
    StepKind{"repeat", "Steps one after another, several times: {times, steps: [{call: …}, …]}.",
             &read_repeat},
    StepKind{"request", "Any request from outside: {method, url, headers?, body?}.", &read_request},
};

}  // namespace

std::span<const StepKind> step_kinds() {
  return kKinds;
}

}  // namespace droppoint::scenarios
