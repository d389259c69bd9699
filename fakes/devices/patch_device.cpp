#include <algorithm>
#include <string>
#include <utility>

#include "emulator/excerpt.hpp"
#include "fakes/devices/answers.hpp"
#include "fakes/devices/devices.hpp"

#include <nlohmann/json.hpp>

namespace droppoint::fakes::devices {
namespace {

// What a change asks the phone and its app to say to the services.
struct Consequences {
  bool new_tokens = false;
  bool registration = false;
  bool channel = false;
};

bool is_reinstalled(const Device& old, const DeviceBody& body, const Device& next) {
  return next.installed() && (body.reinstalls() || !old.installed());
}

Result<Device> changed(Device device, const DeviceBody& body) {
  const Device before = device;
  if (const auto applied = apply_state(body, device); !applied) {
    return tl::unexpected<Error>(applied.error());
  }
  if (is_reinstalled(before, body, device)) {
    forget_app(device);
    // It does not know what it had registered, so it cannot take that back either.
    device.registered = false;
  }
  settle_state(before, device);
  if (body.user) {
    device.user = *body.user;
    // Somebody who signs in registers, as at PUT.
    device.wants_registration = !device.user.empty();
    device.user_id.clear();
  }
  if (body.resource) device.resource = *body.resource;
  if (body.wants_registration) device.wants_registration = *body.wants_registration;
  if (body.ttl) device.ttl = *body.ttl;
  return device;
}

Consequences consequences_of(const Device& old, const Device& next, const DeviceBody& body) {
  const bool reinstalled = is_reinstalled(old, body, next);
  const bool other_user = old.user != next.user || old.resource != next.resource;
  Consequences result;
  result.new_tokens = reinstalled || !body.tokens.empty() || body.rotate_tokens;
  result.registration = result.new_tokens || other_user || body.wants_registration || body.ttl;
  result.channel = old.wants_channel() != next.wants_channel() || (other_user && next.wants_channel());
  return result;
}

// A rotation changes the tokens that are named, or all; after a reinstallation all are new.
std::vector<Token> tokens_after(const Device& old, const DeviceBody& body) {
  if (!old.installed() || body.reinstalls() || body.rotate_tokens) return body.tokens;
  std::vector<Token> tokens = old.tokens;
  for (const Token& given : body.tokens) {
    for (Token& token : tokens) {
      if (token.kind == given.kind) token.text = given.text;
    }
  }
  return tokens;
}

std::vector<Token> without(std::vector<Token> tokens, const std::vector<Token>& kept) {
  std::erase_if(tokens, [&kept](const Token& token) {
    return std::find(kept.begin(), kept.end(), token) != kept.end();
  });
  return tokens;
}

}  // namespace

// A rotation that fails changes nothing.
sim::Task<Result<std::vector<Token>>> Devices::renew_tokens(wire::TraceId trace, Device before, Device next,
                                                            std::vector<Token> wanted) {
  const wire::Party push_service = push_service_of(before.platform);
  std::vector<Token> given_up = without(before.tokens, wanted);
  auto giving_back = give_back(trace, push_service, std::move(given_up));
  co_await std::move(giving_back);
  auto getting = get_tokens(trace, std::move(next), std::move(wanted));
  auto tokens = co_await std::move(getting);
  if (!tokens && before.installed()) {
    std::vector<Token> old_tokens = before.tokens;
    auto restoring = get_tokens(trace, std::move(before), std::move(old_tokens));
    co_await std::move(restoring);
  }
  co_return tokens;
}

sim::Task<http::Response> Devices::patch_device(const wire::Hop& hop, std::string name) {
  const Device* device = find(name);
  if (device == nullptr) {
    co_return error_answer(404, {"DeviceNotFound", "there is no device " + excerpt(name),
                                 "PUT /_droppoint/v1/devices/{name} makes one."});
  }
  const auto body = read_patch_body(http::bytes_of(hop.request.body), device->platform);
  if (!body) co_return error_answer(400, body.error());
  auto changing = changed(*device, *body);
  if (!changing) co_return error_answer(400, changing.error());
  Device next = std::move(*changing);
  if (next.user.empty() && body->wants_registration.value_or(false)) {
    co_return error_answer(400, {"InvalidRequest", "/register: a device without `user` cannot register"});
  }
  const Consequences consequences = consequences_of(*device, next, *body);
  const bool connection = connection_of(*device) != connection_of(next);
  std::optional<std::vector<Token>> new_tokens;
  if (consequences.new_tokens) {
    std::vector<Token> wanted = tokens_after(*device, *body);
    auto renewing = renew_tokens(hop.trace, *device, next, std::move(wanted));
    auto renewed = co_await std::move(renewing);
    if (!renewed) co_return error_answer(400, renewed.error());
    new_tokens = std::move(*renewed);
  }
  Device* now = find(name);
  if (now == nullptr) co_return error_answer(404, {"DeviceNotFound", "there is no device " + excerpt(name)});
  // Much may have happened while new tokens were fetched.
  if (new_tokens) now->tokens = std::move(*new_tokens);
  auto changing_again = changed(*now, *body);
  if (!changing_again) co_return error_answer(409, changing_again.error());
  next = std::move(*changing_again);
  write_directory(next);
  follow_doze(next);
  *now = std::move(next);

  Result<void> registered;
  if (consequences.registration) {
    auto registering = update_registration(hop.trace, name);
    registered = co_await std::move(registering);
  }
  if (consequences.channel) {
    auto telling = tell_channel(hop.trace, name);
    co_await std::move(telling);
  }
  if (connection) {
    auto connecting = tell_connection(hop.trace, name);
    co_await std::move(connecting);
  }
  if (!registered) co_return error_answer(400, registered.error());
  const Device* result = find(name);
  if (result == nullptr)
    co_return error_answer(404, {"DeviceNotFound", "there is no device " + excerpt(name)});
  co_return json_answer(200, to_json(*result));
}

}  // namespace droppoint::fakes::devices
