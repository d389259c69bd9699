#include <array>

#include "emulator/http/response.hpp"
#include "fakes/communication_services/handler.hpp"
#include "fakes/communication_services/json_members.hpp"
#include "fakes/communication_services/registrar_request.hpp"
#include "fakes/communication_services/responses.hpp"
#include "fakes/communication_services/users.hpp"

// What the emulator's devices say to the service where a real app would use an SDK whose wire form is not
// public: PUT and DELETE /_device/registrations/{device}, PUT /_device/channels/{device}.

namespace droppoint::fakes::communication_services {
namespace {

Result<Identity> read_user(DataPlane& plane, const nlohmann::json& body) {
  const auto user = text_member(body, "user");
  if (!user) return fail(kInvalidRegistration, "\"user\" is missing or no text.");
  const std::array<std::string, 1> users{*user};
  const auto resource = choose_resource(plane, text_member(body, "resource"), users);
  if (!resource) return tl::unexpected(resource.error());
  return find_or_create_user(plane, *resource, *user);
}

Result<Platform> read_platform(const nlohmann::json& body) {
  const auto platform = text_member(body, "platform");
  if (platform == "ios") return Platform::ios;
  if (platform == "android") return Platform::android;
  return fail(kInvalidRegistration, "\"platform\" is neither \"ios\" nor \"android\".");
}

Result<sim::Time> read_expiry(const nlohmann::json& body, sim::Time now) {
  std::int64_t seconds = kCallsTtlSecondsDefault;
  const auto ttl = body.find("ttl_seconds");
  if (ttl != body.end()) seconds = ttl->is_number_integer() ? ttl->get<std::int64_t>() : 0;
  if (seconds < kCallsTtlSecondsMin || seconds > kTtlSecondsMax) {
    return fail(kInvalidRegistration, "The time to live is not between 300 seconds and 180 days.");
  }
  return now + std::chrono::seconds(seconds);
}

struct Tokens {
  std::optional<std::string> calls;
  std::optional<std::string> chat;
};

// Calls go to the VoIP token of an iPhone and chat to its alert token; Android has one for both.
Result<Tokens> read_tokens(const nlohmann::json& body, Platform platform) {
  const auto tokens = body.find("tokens");
  if (tokens == body.end() || !tokens->is_object()) {
    return fail(kInvalidRegistration, "\"tokens\" is missing or no object.");
  }
  Tokens found;
  const bool ios = platform == Platform::ios;
  found.calls = text_member(*tokens, ios ? "voip" : "fcm");
  found.chat = text_member(*tokens, ios ? "alert" : "fcm");
  if (!found.calls && !found.chat) {
    return fail(kInvalidRegistration,
                ios ? "\"tokens\" has neither \"voip\" nor \"alert\"." : "\"tokens\" has no \"fcm\".");
  }
  return found;
}

// `chat_keys`: what the device's chat pushes are encrypted with; without them iOS' dummy keys. In base64.
Result<void> read_chat_keys(const nlohmann::json& body, Registration& registration) {
  const auto keys = body.find("chat_keys");
  const bool given = keys != body.end() && keys->is_object();
  const std::string aes = given ? text_member(*keys, "aes").value_or("") : std::string(kDummyAesKey);
  const std::string auth = given ? text_member(*keys, "auth").value_or("") : std::string(kDummyAuthKey);
  auto aes_key = decode_key(aes);
  auto auth_key = decode_key(auth);
  if (!aes_key || !auth_key) {
    return fail(kInvalidRegistration, "\"chat_keys\" holds no \"aes\" and \"auth\" of 32 bytes in base64.");
  }
  registration.aes_key = std::move(*aes_key);
  registration.auth_key = std::move(*auth_key);
  return {};
}

void put(DataPlane& plane, Registration registration, Purpose purpose, const std::string& token) {
  registration.id = registration.device + (purpose == Purpose::calls ? "/calls" : "/chat");
  registration.purpose = purpose;
  registration.token = token;
  plane.registrations.put(std::move(registration));
}

// Replaces whatever the device had registered, for whichever user.
Result<Identity> register_tokens(DataPlane& plane, const nlohmann::json& body, const std::string& device) {
  const auto platform = read_platform(body);
  if (!platform) return tl::unexpected(platform.error());
  const auto tokens = read_tokens(body, *platform);
  if (!tokens) return tl::unexpected(tokens.error());
  const auto expiry = read_expiry(body, plane.now());
  if (!expiry) return tl::unexpected(expiry.error());
  auto user = read_user(plane, body);
  if (!user) return user;

  Registration registration;
  registration.user = user->id;
  registration.platform = *platform;
  registration.device = device;
  registration.expires_at = *expiry;
  const auto keys = read_chat_keys(body, registration);
  if (!keys) return tl::unexpected(keys.error());
  plane.registrations.remove_device(device);
  if (tokens->calls) put(plane, registration, Purpose::calls, *tokens->calls);
  if (tokens->chat) put(plane, registration, Purpose::chat, *tokens->chat);
  return user;
}

}  // namespace

sim::Task<http::Response> register_device(DataPlane& plane, const wire::Hop& hop,
                                          http::PathParameters parameters) {
  const auto body = read_object(hop.request);
  if (!body) co_return control_error(body.error());
  const auto user = register_tokens(plane, *body, parameters.text("device"));
  if (!user) co_return control_error(user.error());
  nlohmann::ordered_json answer;
  answer["id"] = user->id;
  co_return json_answer(200, answer);
}

sim::Task<http::Response> unregister_device(DataPlane& plane, const wire::Hop&,
                                            http::PathParameters parameters) {
  plane.registrations.remove_device(parameters.text("device"));
  co_return http::empty_response(204);
}

sim::Task<http::Response> set_channel(DataPlane& plane, const wire::Hop& hop,
                                      http::PathParameters parameters) {
  const auto body = read_object(hop.request);
  if (!body) co_return control_error(body.error());
  const auto connected = body->find("connected");
  if (connected == body->end() || !connected->is_boolean()) {
    co_return control_error({"InvalidRequest", "\"connected\" is missing or neither true nor false."});
  }
  if (!connected->get<bool>()) {
    plane.channels.disconnect(parameters.text("device"));
    co_return http::empty_response(204);
  }
  const auto user = read_user(plane, *body);
  if (!user) co_return control_error(user.error());
  plane.channels.connect(parameters.text("device"), user->id);
  co_return http::empty_response(204);
}

}  // namespace droppoint::fakes::communication_services
