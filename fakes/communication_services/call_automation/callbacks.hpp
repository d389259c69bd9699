#pragma once

// For the sources of this service only: it includes json.hpp.

#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "fakes/communication_services/data_plane.hpp"
#include "fakes/communication_services/end_call.hpp"

namespace droppoint::fakes::communication_services::call_automation {

// What a callback says beside which call it is about.
struct CallbackEvent {
  // Without the prefix: "CallConnected".
  std::string_view type;
  std::string operation_context = {};
  // Members of `data` that only this type has.
  nlohmann::ordered_json more = nlohmann::ordered_json::object();
  // Left out where `code` is 0.
  EndReason result = {};
  // Empty: the connection's.
  std::string url = {};
};

inline constexpr EndReason kSucceeded{200, 0, "Action completed successfully."};

// Queues the event, one CloudEvent in an array, for the connection's back end. Those of one connection are
// sent one after the other, each once (inferred), in the call's trace.
void send_callback(DataPlane& plane, Connection& connection, const Call& call, CallbackEvent event);

// The connection ends, told with CallDisconnected.
void disconnect(DataPlane& plane, Connection& connection, const Call& call, EndReason reason);

}  // namespace droppoint::fakes::communication_services::call_automation
