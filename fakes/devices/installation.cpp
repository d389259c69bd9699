#include <string>
#include <utility>

#include "emulator/http/uri.hpp"
#include "fakes/auth/base64.hpp"
#include "fakes/devices/devices.hpp"

#include <nlohmann/json.hpp>

namespace droppoint::fakes::devices {
namespace {

using Json = nlohmann::ordered_json;

wire::Exchange exchange_with(wire::Party to, wire::TraceId trace, std::string method, std::string target,
                             const Json& body) {
  wire::Exchange exchange{.from = wire::Party::device, .to = to, .trace = trace};
  exchange.request.method = std::move(method);
  exchange.request.target = std::move(target);
  if (!body.is_null()) {
    exchange.request.headers.add("content-type", "application/json");
    exchange.request.body = http::make_body(body.dump(-1, ' ', false, Json::error_handler_t::replace));
  }
  return exchange;
}

// Path segment of a device or token: both are plain, but a given token may be anything.
std::string segment(std::string_view text) {
  return http::percent_encode(text);
}

std::string member(const http::Response& response, const char* name) {
  const Json json = Json::parse(http::bytes_of(response.body), nullptr, false);
  if (!json.is_object()) return {};
  const auto found = json.find(name);
  return found != json.end() && found->is_string() ? found->get<std::string>() : std::string();
}

// What a service of the cloud said against a request: {"error":{"code","message","hint"}} or
// {"reason","message"}.
Error error_of(wire::Party party, const http::Response& response) {
  Error error{"Refused", std::string(wire::to_text(party)) + " answered " + std::to_string(response.status)};
  const Json json = Json::parse(http::bytes_of(response.body), nullptr, false);
  if (!json.is_object()) return error;
  const auto nested = json.find("error");
  const Json& from = nested != json.end() && nested->is_object() ? *nested : json;
  const auto text = [&from](const char* name) {
    const auto found = from.find(name);
    return found != from.end() && found->is_string() ? found->get<std::string>() : std::string();
  };
  if (const std::string reason = text("reason"); !reason.empty()) error.code = reason;
  if (const std::string code = text("code"); !code.empty()) error.code = code;
  if (const std::string message = text("message"); !message.empty()) error.message = message;
  error.hint = text("hint");
  return error;
}

Json token_request(const Device& device, std::string_view kind, const std::string& given) {
  Json body;
  body["device"] = device.name;
  body["app"] = device.app;
  if (device.platform == Platform::ios) {
    body["kind"] = kind;
    body["environment"] = device.environment;
  } else {
    body["project"] = device.fcm_project;
  }
  if (!given.empty()) body["token"] = given;
  return body;
}

Json registration_of(const Device& device) {
  Json body;
  body["user"] = device.user;
  body["platform"] = to_text(device.platform);
  for (const Token& token : device.tokens) body["tokens"][std::string(token.kind)] = token.text;
  if (const auto keys = chat_keys_of(device)) {
    body["chat_keys"] = {{"aes", auth::base64_encode(keys->aes)}, {"auth", auth::base64_encode(keys->auth)}};
  }
  body["ttl_seconds"] = std::chrono::duration_cast<std::chrono::seconds>(device.ttl).count();
  if (!device.resource.empty()) body["resource"] = device.resource;
  return body;
}

}  // namespace

sim::Task<Result<std::vector<Token>>> Devices::get_tokens(wire::TraceId trace, Device device,
                                                          std::vector<Token> given) {
  const wire::Party push_service = push_service_of(device.platform);
  std::vector<Token> tokens;
  for (const std::string_view kind : token_kinds(device.platform)) {
    std::string wanted;
    for (const Token& token : given) {
      if (token.kind == kind) wanted = token.text;
    }
    const Json body = token_request(device, kind, wanted);
    wire::Exchange exchange = exchange_with(push_service, trace, "POST", "/_device/tokens", body);
    auto answering = wire_.exchange(std::move(exchange));
    const wire::Answer answer = co_await std::move(answering);
    Error error;
    if (answer && answer->status == 200) {
      tokens.push_back({kind, member(*answer, "token")});
      continue;
    }
    if (answer) {
      error = error_of(push_service, *answer);
    } else {
      error = Error{"PushServiceUnreachable",
                    std::string(wire::to_text(push_service)) +
                        " gave the device no token: " + std::string(wire::to_text(answer.error()))};
    }
    // None is left behind of a device that could not be set up.
    auto giving_back = give_back(trace, push_service, std::move(tokens));
    co_await std::move(giving_back);
    co_return tl::unexpected<Error>(std::move(error));
  }
  co_return tokens;
}

sim::Task<void> Devices::give_back(wire::TraceId trace, wire::Party push_service, std::vector<Token> tokens) {
  for (const Token& token : tokens) {
    wire::Exchange exchange =
        exchange_with(push_service, trace, "DELETE", "/_device/tokens/" + segment(token.text), nullptr);
    auto answering = wire_.exchange(std::move(exchange));
    co_await std::move(answering);
  }
}

Devices::Connection Devices::connection_of(const Device& device) {
  Connection connection{.online = device.reachable(), .dozes = device.dozes && !device.in_maintenance};
  if (device.platform == Platform::android) {
    connection.high_priority_per_day = high_priority_per_day(device.standby_bucket);
  }
  return connection;
}

sim::Task<void> Devices::tell_connection(wire::TraceId trace, std::string name) {
  const Device* device = find(name);
  if (device == nullptr) co_return;
  const Connection connection = connection_of(*device);
  Json body;
  body["online"] = connection.online;
  if (connection.dozes) body["dozes"] = true;
  if (connection.high_priority_per_day) body["high_priority_per_day"] = *connection.high_priority_per_day;
  wire::Exchange exchange = exchange_with(push_service_of(device->platform), trace, "PUT",
                                          "/_device/connections/" + segment(name), body);
  auto answering = wire_.exchange(std::move(exchange));
  co_await std::move(answering);
}

sim::Task<Result<void>> Devices::update_registration(wire::TraceId trace, std::string name) {
  const Device* device = find(name);
  if (device == nullptr) co_return Result<void>();
  const std::string target = "/_device/registrations/" + segment(name);
  const bool wanted = device->wants_registration && !device->user.empty();
  if (!wanted && !device->registered) co_return Result<void>();
  wire::Exchange exchange =
      exchange_with(wire::Party::communication_services, trace, wanted ? "PUT" : "DELETE", target,
                    wanted ? registration_of(*device) : Json());
  auto answering = wire_.exchange(std::move(exchange));
  const wire::Answer answer = co_await std::move(answering);
  Device* now = find(name);
  if (now == nullptr) co_return Result<void>();
  const int status = answer ? answer->status : 0;
  now->registered = wanted && status >= 200 && status < 300;
  if (now->registered) now->user_id = member(*answer, "id");
  if (status >= 400 && status < 500) {
    co_return tl::unexpected<Error>(error_of(wire::Party::communication_services, *answer));
  }
  co_return Result<void>();
}

sim::Task<void> Devices::tell_channel(wire::TraceId trace, std::string name) {
  const Device* device = find(name);
  if (device == nullptr) co_return;
  Json body;
  if (!device->user.empty()) body["user"] = device->user;
  body["connected"] = device->wants_channel();
  if (!device->resource.empty()) body["resource"] = device->resource;
  wire::Exchange exchange = exchange_with(wire::Party::communication_services, trace, "PUT",
                                          "/_device/channels/" + segment(name), body);
  auto answering = wire_.exchange(std::move(exchange));
  co_await std::move(answering);
}

// Anything but a plain "no" lets it ring: the service may be out of reach, or not know the call. A call that
// the user took or declined on another phone is not missed.
sim::Task<std::optional<Screen>> Devices::ask_what_is_left(wire::TraceId trace, std::string name,
                                                           std::string call) {
  wire::Exchange exchange =
      exchange_with(wire::Party::communication_services, trace, "GET",
                    "/_device/calls/" + segment(call) + "?device=" + segment(name), nullptr);
  auto answering = wire_.exchange(std::move(exchange));
  const wire::Answer answer = co_await std::move(answering);
  if (!answer || answer->status != 200) co_return std::nullopt;
  const std::string state = member(*answer, "state");
  if (state == "ringing") co_return std::nullopt;
  const bool elsewhere =
      state == "answered" || state == "declined" || state == "redirected" || state == "left";
  co_return elsewhere ? Screen::none : Screen::missed_call;
}

void Devices::write_directory(const Device& device) {
  for (const Token& token : device.tokens) directory_.write(token.text, {device.name, device.user});
}

std::string Devices::fcm_project_for(std::string_view app) const {
  const resources::Hub* first = nullptr;
  for (const auto& [namespace_name, name_space] : store_.namespaces()) {
    for (const auto& [hub_name, hub] : name_space.hubs) {
      if (!hub.fcm_v1) continue;
      if (first == nullptr) first = &hub;
      if (hub.apns && hub.apns->topic == app) return hub.fcm_v1->project_id;
    }
  }
  return first == nullptr ? options_.fcm_project : first->fcm_v1->project_id;
}

}  // namespace droppoint::fakes::devices
