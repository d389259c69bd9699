#include <string>
#include <utility>

#include "emulator/excerpt.hpp"
#include "fakes/devices/answers.hpp"
#include "fakes/devices/devices.hpp"

#include <nlohmann/json.hpp>

namespace droppoint::fakes::devices {
namespace {

Device make_device(std::string name, const DeviceBody& body) {
  Device device;
  device.name = std::move(name);
  device.platform = *body.platform;
  device.app = *body.app;
  device.user = body.user.value_or("");
  device.resource = body.resource.value_or("");
  device.environment = body.environment.value_or("production");
  device.fcm_project = body.fcm_project.value_or("");
  device.wants_registration = body.wants_registration.value_or(!device.user.empty());
  device.ttl = body.ttl.value_or(device.ttl);
  return device;
}

// An app that stays installed keeps its tokens, unless others are given.
std::vector<Token> tokens_to_keep(const Device& old, const Device& next, const DeviceBody& body) {
  const bool same = old.platform == next.platform && old.app == next.app &&
                    old.environment == next.environment && old.fcm_project == next.fcm_project;
  if (!same || !old.installed() || !body.tokens.empty()) return body.tokens;
  return old.tokens;
}

}  // namespace

sim::Task<http::Response> Devices::put_device(const wire::Hop& hop, std::string name) {
  if (!is_device_name(name)) {
    co_return error_answer(400, {"InvalidRequest", "`" + excerpt(name) + "` cannot name a device",
                                 "Letters, digits, `.`, `-` and `_` are allowed, 64 at most."});
  }
  const std::string_view text = http::bytes_of(hop.request.body);
  const std::string origin_name = restored_from_of(text);
  const Device* origin = find(origin_name);
  if (!origin_name.empty() && origin == nullptr) {
    co_return error_answer(400,
                           {"InvalidRequest", "/restored_from: there is no device " + excerpt(origin_name)});
  }
  const auto body = read_put_body(text, origin);
  if (!body) co_return error_answer(400, body.error());
  Device next = make_device(name, *body);
  const Device as_sold = next;
  if (const auto applied = apply_state(*body, next); !applied) co_return error_answer(400, applied.error());
  settle_state(as_sold, next);
  if (next.platform == Platform::android && next.fcm_project.empty()) {
    next.fcm_project = fcm_project_for(next.app);
  }
  std::vector<Token> wanted = body->tokens;
  const Device* old = find(name);
  const bool replaces = old != nullptr;
  if (replaces) {
    wanted = tokens_to_keep(*old, next, *body);
    auto removing = delete_device(hop.trace, name);
    co_await std::move(removing);
  }
  auto getting = get_tokens(hop.trace, next, std::move(wanted));
  auto tokens = co_await std::move(getting);
  if (!tokens)
    co_return error_answer(tokens.error().code == "PushServiceUnreachable" ? 503 : 400, tokens.error());
  next.tokens = std::move(*tokens);
  write_directory(next);
  const bool channel = next.wants_channel();
  follow_doze(next);
  devices_.insert_or_assign(name, std::move(next));

  auto registering = update_registration(hop.trace, name);
  const Result<void> registered = co_await std::move(registering);
  if (!registered) {
    auto removing = delete_device(hop.trace, name);
    co_await std::move(removing);
    co_return error_answer(400, registered.error());
  }
  if (channel) {
    auto telling = tell_channel(hop.trace, name);
    co_await std::move(telling);
  }
  auto connecting = tell_connection(hop.trace, name);
  co_await std::move(connecting);
  const Device* made = find(name);
  if (made == nullptr)
    co_return error_answer(409, {"DeviceRemoved", name + " was removed while it was set up"});
  co_return json_answer(replaces ? 200 : 201, to_json(*made));
}

sim::Task<http::Response> Devices::delete_device(wire::TraceId trace, std::string name) {
  Device* device = find(name);
  if (device == nullptr) {
    co_return error_answer(404, {"DeviceNotFound", "there is no device " + excerpt(name)});
  }
  const wire::Party push_service = push_service_of(device->platform);
  const bool channel = device->wants_channel();
  std::vector<Token> tokens = device->tokens;
  // From here on nothing reaches it.
  device->wants_registration = false;
  device->powered = false;
  device->dozes = false;
  follow_doze(*device);
  auto unregistering = update_registration(trace, name);
  co_await std::move(unregistering);
  if (channel) {
    auto telling = tell_channel(trace, name);
    co_await std::move(telling);
  }
  auto disconnecting = tell_connection(trace, name);
  co_await std::move(disconnecting);
  auto giving_back = give_back(trace, push_service, std::move(tokens));
  co_await std::move(giving_back);
  if (const auto found = devices_.find(name); found != devices_.end()) devices_.erase(found);
  co_return http::Response{.status = 204};
}

}  // namespace droppoint::fakes::devices
