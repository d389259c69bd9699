#include "fakes/communication_services/call_automation/callbacks.hpp"

#include <utility>

#include "fakes/communication_services/call_automation/context.hpp"
#include "fakes/communication_services/responses.hpp"

namespace droppoint::fakes::communication_services::call_automation {
namespace {

constexpr sim::Duration kCallbackTimeout = std::chrono::seconds(30);
constexpr sim::Duration kCorrelationLifetime = std::chrono::hours(24);

void add_token(DataPlane& plane, const std::string& resource, http::Headers& headers) {
  const resources::CommunicationResource* found = plane.store.find_communication(resource);
  const std::string audience = found == nullptr ? std::string() : found->immutable_id;
  headers.add("Authorization", "Bearer " + plane.callback_tokens.issue(
                                               audience, plane.call_connections.draw_id(), plane.now()));
}

sim::Task<void> send_callbacks(DataPlane& plane, std::string connection, std::string resource) {
  for (;;) {
    std::optional<Callback> next = plane.call_connections.next_callback(connection);
    if (!next) co_return;
    wire::Exchange exchange;
    exchange.from = wire::Party::communication_services;
    exchange.to = wire::Party::webhook;
    exchange.trace = next->trace;
    exchange.timeout = kCallbackTimeout;
    exchange.request.method = "POST";
    exchange.request.target = next->url;
    exchange.request.headers.add("Content-Type", "application/json; charset=utf-8");
    add_token(plane, resource, exchange.request.headers);
    exchange.request.body = http::make_body(std::move(next->body));
    auto answering = plane.wire.exchange(std::move(exchange));
    const wire::Answer answer = co_await std::move(answering);
    if (answer && answer->status >= 200 && answer->status < 300) continue;
    const std::string found = answer ? "answered " + std::to_string(answer->status)
                                     : "gave no answer (" + std::string(wire::to_text(answer.error())) + ")";
    plane.wire.ledger().event(next->trace, wire::Party::communication_services, "callback-failed",
                              next->url + ' ' + found);
  }
}

nlohmann::ordered_json data_of_event(const Connection& connection, const Call& call, CallbackEvent& event) {
  nlohmann::ordered_json data;
  data["version"] = "2025-05-15";
  for (auto& [name, value] : event.more.items()) data[name] = std::move(value);
  if (!event.operation_context.empty()) data["operationContext"] = event.operation_context;
  if (event.result.code != 0) {
    data["resultInformation"] = {
        {"code", event.result.code}, {"subCode", event.result.sub_code}, {"message", event.result.message}};
  }
  data["callConnectionId"] = connection.id;
  data["serverCallId"] = server_call_id(call);
  data["correlationId"] = call.id;
  data["publicEventType"] = "Microsoft.Communication." + std::string(event.type);
  return data;
}

}  // namespace

void send_callback(DataPlane& plane, Connection& connection, const Call& call, CallbackEvent event) {
  const std::string source = "calling/callConnections/" + connection.id;
  nlohmann::ordered_json cloud_event;
  cloud_event["id"] = plane.call_connections.draw_id();
  cloud_event["source"] = source;
  cloud_event["type"] = "Microsoft.Communication." + std::string(event.type);
  cloud_event["data"] = data_of_event(connection, call, event);
  cloud_event["time"] = sim::to_iso8601_milliseconds(plane.now());
  cloud_event["specversion"] = "1.0";
  cloud_event["datacontenttype"] = "application/json";
  cloud_event["subject"] = source;
  // What the back end does with the connection from now on belongs to the call's trace.
  plane.wire.correlations().add(connection.id, call.trace, plane.now() + kCorrelationLifetime);
  connection.callbacks.push_back(
      {.url = event.url.empty() ? connection.callback_uri : std::move(event.url),
       .body = to_json_text(nlohmann::ordered_json::array({std::move(cloud_event)})),
       .trace = call.trace});
  if (connection.sends) return;
  connection.sends = true;
  plane.wire.scheduler().spawn(send_callbacks(plane, connection.id, connection.resource),
                               "callbacks of " + connection.id);
}

void disconnect(DataPlane& plane, Connection& connection, const Call& call, EndReason reason) {
  send_callback(
      plane, connection, call,
      {.type = "CallDisconnected", .operation_context = connection.operation_context, .result = reason});
  plane.call_connections.end(connection);
}

}  // namespace droppoint::fakes::communication_services::call_automation
