#include "fakes/communication_services/call_automation/follow.hpp"

#include <string>
#include <vector>

#include "fakes/communication_services/call_automation/callbacks.hpp"
#include "fakes/communication_services/call_automation/json.hpp"

namespace droppoint::fakes::communication_services::call_automation {
namespace {

EndReason reason_of(const Callee& callee) {
  if (callee.state == CalleeState::declined) return kDeclined;
  if (callee.state == CalleeState::canceled) return kCanceledByCaller;
  return callee.rung.empty() ? kNotRegistered : kNotAnswered;
}

std::vector<std::string> connections_of(DataPlane& plane, const Call& call) {
  std::vector<std::string> ids;
  plane.call_connections.for_each_of(call.id,
                                     [&ids](const Connection& connection) { ids.push_back(connection.id); });
  return ids;
}

void settle_invitation(DataPlane& plane, const Call& call, const Callee& callee) {
  const auto invitation = plane.call_connections.take_invitation(callee.invitation);
  Connection* connection = invitation ? plane.call_connections.find(invitation->connection) : nullptr;
  if (connection == nullptr) return;
  const bool answered = callee.state == CalleeState::answered;
  CallbackEvent event{.type = answered ? "AddParticipantSucceeded" : "AddParticipantFailed",
                      .operation_context = invitation->operation_context,
                      .result = answered ? kSucceeded : reason_of(callee),
                      .url = invitation->callback_uri};
  event.more["participant"] = identifier_of(callee.user);
  send_callback(plane, *connection, call, std::move(event));
}

// The call that rings for a transfer's target: the transferee leaves the old call once it is answered.
void settle_transfer(DataPlane& plane, const Call& call, const Callee& callee) {
  const auto transfer = plane.call_connections.take_transfer(call.id);
  Connection* connection = transfer ? plane.call_connections.find(transfer->connection) : nullptr;
  Call* old_call = connection == nullptr ? nullptr : plane.calls.find(connection->call);
  if (old_call == nullptr) return;
  const bool accepted = callee.state == CalleeState::answered;
  connection->state = ConnectionState::connected;
  CallbackEvent event{.type = accepted ? "CallTransferAccepted" : "CallTransferFailed",
                      .operation_context = transfer->operation_context,
                      .result = accepted ? kSucceeded : reason_of(callee),
                      .url = transfer->callback_uri};
  if (accepted) {
    event.more["transferTarget"] = identifier_of(callee.user);
    event.more["transferee"] = identifier_of(transfer->transferee);
  }
  send_callback(plane, *connection, *old_call, std::move(event));
  if (!accepted) return;
  Callee* transferee = old_call->callee_of(transfer->transferee);
  if (transferee != nullptr && transferee->state == CalleeState::answered) {
    remove_from_call(plane, *old_call, *transferee, kTransferred);
  } else if (old_call->caller == transfer->transferee) {
    caller_leaves(plane, *old_call, kTransferred);
  }
}

// A call that Call Automation made, and that nobody will take any more.
void fail_to_create(DataPlane& plane, const Call& call, EndReason reason) {
  for (const std::string& id : connections_of(plane, call)) {
    Connection* connection = plane.call_connections.find(id);
    if (connection->state != ConnectionState::connecting) continue;
    send_callback(
        plane, *connection, call,
        {.type = "CreateCallFailed", .operation_context = connection->operation_context, .result = reason});
    disconnect(plane, *connection, call, reason);
  }
}

}  // namespace

void connected(DataPlane& plane, Connection& connection, const Call& call) {
  connection.state = ConnectionState::connected;
  send_callback(
      plane, connection, call,
      {.type = "CallConnected", .operation_context = connection.operation_context, .result = kSucceeded});
}

void participants_changed(DataPlane& plane, Call& call) {
  if (call.ended) return;
  const nlohmann::ordered_json participants = participants_json(plane, call);
  plane.call_connections.for_each_of(call.id, [&](Connection& connection) {
    if (connection.state == ConnectionState::connecting) return;
    CallbackEvent event{.type = "ParticipantsUpdated", .result = kSucceeded};
    event.more["participants"] = participants;
    event.more["sequenceNumber"] = ++connection.sequence;
    send_callback(plane, connection, call, std::move(event));
  });
}

void callee_changed(DataPlane& plane, Call& call, Callee& callee) {
  if (callee.state == CalleeState::redirected) return;
  const bool answered = callee.state == CalleeState::answered;
  if (answered) {
    Connection* caller = plane.call_connections.find(call.caller_connection);
    if (caller != nullptr && caller->state == ConnectionState::connecting) connected(plane, *caller, call);
  }
  settle_invitation(plane, call, callee);
  settle_transfer(plane, call, callee);
  if (answered) {
    participants_changed(plane, call);
    return;
  }
  if (call.rings()) return;
  if (participants_of(plane, call).empty()) {
    fail_to_create(plane, call, reason_of(callee));
  } else {
    end_if_deserted(plane, call, kHungUp);
  }
}

void call_ended(DataPlane& plane, Call& call, EndReason reason) {
  fail_to_create(plane, call, kCanceledByCaller);
  for (const std::string& id : connections_of(plane, call)) {
    disconnect(plane, *plane.call_connections.find(id), call, reason);
  }
}

}  // namespace droppoint::fakes::communication_services::call_automation
