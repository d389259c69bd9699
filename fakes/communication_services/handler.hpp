#pragma once

#include "emulator/http/route_pattern.hpp"
#include "emulator/sim/task.hpp"
#include "emulator/wire/hop.hpp"
#include "fakes/communication_services/data_plane.hpp"

// The operations, each in the file of its name. A new one is a file, a line here and a line in the routes
// (communication_services.cpp).

namespace droppoint::fakes::communication_services {

// `plane` and `hop` outlive the task.
using Operation = sim::Task<http::Response>(DataPlane& plane, const wire::Hop& hop,
                                            http::PathParameters parameters);
using Handler = Operation*;

// Identity.
Operation create_identity;
Operation issue_access_token;
Operation revoke_access_tokens;
Operation delete_identity;

// The registrar of the chat SDK.
Operation register_client;
Operation unregister_client;

// What the emulator's devices say instead of an SDK.
Operation register_device;
Operation unregister_device;
Operation set_channel;
Operation get_call_for_device;

// The control API.
Operation start_call;
Operation get_call;
Operation answer_call;
Operation decline_call;
Operation hang_up_call;
Operation send_chat_message;
Operation list_users;
Operation list_registrations;
Operation get_link;
Operation unlink;
Operation flush_link;

// 501, for what docs/fidelity/communication-services.md lists as not emulated.
Operation refuse_teams_exchange;
Operation refuse_call_automation;
Operation refuse_channel;
Operation refuse_sms_and_email;

}  // namespace droppoint::fakes::communication_services
