#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "emulator/http/headers.hpp"
#include "fakes/apns/apns.hpp"
#include "fakes/apns/checks.hpp"
#include "fakes/causes.hpp"

#include <nlohmann/json.hpp>

namespace droppoint::fakes::apns {
namespace {

// What the device gets to see of the request, in this order.
constexpr std::array<std::string_view, 5> kHeadersForDevice{"apns-topic", "apns-push-type", "apns-priority",
                                                            "apns-expiration", "apns-collapse-id"};

http::Headers headers_for_device(const wire::Hop& hop, std::string_view apns_id) {
  http::Headers headers{{"apns-id", apns_id}};
  for (const std::string_view name : kHeadersForDevice) {
    if (const auto value = hop.request.headers.get(name)) headers.add(name, *value);
  }
  return headers;
}

// apns-expiration is a time of the sender's clock, so what counts is how far it lies ahead there.
void set_storage(const PushRequest& request, sim::Time now, Push& push) {
  push.storage = Storage::longest;
  push.expires_at = now + kStorageMax;
  if (!request.expiration) return;
  if (*request.expiration == 0) {
    push.storage = Storage::none;
    return;
  }
  const sim::Time sent = request.hop.origin.sender_time;
  if (*request.expiration > sim::unix_seconds(sent + kStorageMax)) return;
  push.storage = Storage::until_expiry;
  push.expires_at = now + (sim::from_unix_seconds(*request.expiration) - sent);
}

// Whether the service looks into the payload is not published; it has been seen to take anything and to leave
// the rest to the device.
bool is_json_object(std::string_view payload) {
  const nlohmann::json parsed = nlohmann::json::parse(payload, nullptr, false);
  return parsed.is_object();
}

}  // namespace

http::Response Apns::push(const wire::Hop& hop) {
  const std::string id = message_id(hop);
  PushRequest request{.hop = hop,
                      .options = options_,
                      .provider_tokens = provider_tokens_,
                      .provider_certificates = provider_certificates_,
                      .connections = connections_,
                      .device_limit = device_limit_,
                      .device_tokens = device_tokens_,
                      .now = wire_.scheduler().now(),
                      .environment = environment_of_host(hop.request.authority)};
  if (!request.environment) request.environment = options_.localhost_environment;
  if (const auto refusal = first_refusal(request)) return refuse_push(hop, *refusal, id);
  return accept(request, id);
}

http::Response Apns::refuse_push(const wire::Hop& hop, const Refusal& refusal, std::string_view apns_id) {
  report(hop, fakes::dropped(refusal.cause_or_default(),
                             "APNs answered " + std::to_string(row_of(refusal.reason).status) + ' ' +
                                 std::string(refusal.text()) + ": " + refusal.detail));
  return refuse(refusal, apns_id);
}

// The hub settles what it sent itself, in a wider light; what reached APNs directly is settled here.
void Apns::report(const wire::Hop& hop, wire::Verdict verdict) {
  const auto token = token_of_target(hop.request.target);
  if (hop.notification) {
    wire_.ledger().diagnose(hop.notification, std::move(verdict));
  } else if (token && hop.request.method == "POST") {
    wire_.ledger().settle(open_direct(hop, *token), std::move(verdict));
  }
}

http::Response Apns::accept(const PushRequest& request, const std::string& apns_id) {
  const wire::Hop& hop = request.hop;
  Push push{.token = request.token->token,
            .device = request.token->device,
            .app = request.token->app,
            .trace = hop.trace,
            .notification = hop.notification,
            .headers = headers_for_device(hop, apns_id),
            .body = hop.request.body};
  set_storage(request, wire_.scheduler().now(), push);
  if (!push.notification) push.notification = open_direct(hop, push.token);
  if (!is_json_object(http::bytes_of(hop.request.body))) {
    wire_.ledger().warn(hop.trace, "payload-not-json");
  }
  http::Response response{.status = 200, .headers = {{"apns-id", apns_id}}};
  if (request.token->environment == Environment::sandbox) {
    response.headers.add("apns-unique-id", unique_ids_.uuid());
  }
  delivery_.start(std::move(push));
  return response;
}

wire::NotificationId Apns::open_direct(const wire::Hop& hop, std::string_view token) {
  wire::Notification notification{.trace = hop.trace, .kind = "direct", .channel = "push"};
  if (auto owner = directory_.find(http::to_lower(token))) {
    notification.device = std::move(owner->device);
    notification.user = std::move(owner->user);
  }
  return wire_.ledger().open(std::move(notification));
}

std::string Apns::message_id(const wire::Hop& hop) {
  if (const auto given = hop.request.headers.get("apns-id"); given && is_uuid(*given)) {
    return std::string(*given);
  }
  std::string made = message_ids_.uuid();
  std::transform(made.begin(), made.end(), made.begin(), [](char character) {
    return character >= 'a' && character <= 'f' ? static_cast<char>(character - 'a' + 'A') : character;
  });
  return made;
}

}  // namespace droppoint::fakes::apns
