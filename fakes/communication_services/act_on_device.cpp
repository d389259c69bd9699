#include "fakes/communication_services/act_on_device.hpp"

#include "emulator/http/uri.hpp"
#include "fakes/communication_services/json_members.hpp"

namespace droppoint::fakes::communication_services {

sim::Task<Result<void>> act_on_device(DataPlane& plane, wire::TraceId trace, std::string device,
                                      std::string call, std::string action) {
  wire::Exchange exchange;
  exchange.from = wire::Party::communication_services;
  exchange.to = wire::Party::device;
  exchange.trace = trace;
  exchange.timeout = plane.options.channel_timeout;
  exchange.request.method = "POST";
  exchange.request.authority = device;
  exchange.request.target = "/calls/" + http::percent_encode(call) + '/' + action;
  auto answering = plane.wire.exchange(std::move(exchange));
  const wire::Answer answer = co_await std::move(answering);
  if (!answer) {
    const std::string found(wire::to_text(answer.error()));
    co_return fail("DeviceNotReachable", device + " cannot reach the service (" + found + ").");
  }
  if (answer->status < 300) co_return Result<void>();
  const auto told = nlohmann::json::parse(http::bytes_of(answer->body), nullptr, false);
  const bool reason = told.is_object() && told.contains("error") && told["error"].is_object();
  if (!reason) {
    co_return fail("DeviceNotRinging", device + " answered " + std::to_string(answer->status) + '.');
  }
  const nlohmann::json& error = told["error"];
  co_return fail(text_member(error, "code").value_or("DeviceNotRinging"),
                 text_member(error, "message").value_or(device + " refused") + '.',
                 text_member(error, "hint").value_or(""));
}

}  // namespace droppoint::fakes::communication_services
