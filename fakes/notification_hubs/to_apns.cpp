#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "emulator/http/uri.hpp"
#include "fakes/notification_hubs/apns_headers.hpp"
#include "fakes/notification_hubs/delivery.hpp"
#include "fakes/notification_hubs/retries.hpp"

namespace droppoint::fakes::notification_hubs {
namespace {

// Notification Hubs keeps to 4 KB also where Apple takes more (voip).
// https://learn.microsoft.com/azure/notification-hubs/voip-apns
constexpr std::size_t kPayloadBytesMax = 4096;

Conclusion given_up(std::string_view reason, std::string_view message) {
  return conclude(Pns::apns, PnsReply{.status = kHubItself, .reason = reason, .message = message});
}

// "api.push.apple.com" of "https://api.push.apple.com:443/3/device", and also of a bare host name.
std::string host_of(std::string_view endpoint) {
  const auto url = http::Url::parse(endpoint);
  if (url) return url->host;
  const std::size_t end = endpoint.find_first_of("/:");
  return http::to_lower(endpoint.substr(0, end));
}

http::Request apns_request(const Delivery& delivery, const std::string& provider_token) {
  const Payload& payload = *delivery.payload;
  http::Request request{.method = "POST",
                        .target = "/3/device/" + http::percent_encode(delivery.handle),
                        .authority = host_of(payload.apns->endpoint),
                        .headers = payload.apns_headers,
                        .body = payload.body};
  request.headers.add("apns-topic", topic_for(*payload.apns, payload.push_type));
  request.headers.add("authorization", "bearer " + provider_token);
  request.headers.add("content-type", "application/json");
  return request;
}

std::string reason_in(const http::Response& response) {
  const auto json = nlohmann::json::parse(http::bytes_of(response.body), nullptr, false);
  const auto reason = json.is_object() ? json.find("reason") : json.end();
  if (reason == json.end() || !reason->is_string()) return {};
  return reason->get<std::string>();
}

}  // namespace

// Hub to APNs: https://learn.microsoft.com/azure/notification-hubs/
// notification-hubs-push-notification-http2-token-authentication
sim::Task<Conclusion> send_to_apns(Core* core, Delivery delivery) {
  const resources::ApnsCredential& credential = *delivery.payload->apns;
  if (credential.mode == resources::ApnsCredential::Mode::certificate) {
    co_return given_up("certificate-mode",
                       "sends with an APNs certificate are accepted but not emulated any further");
  }
  begin_push(*core, delivery);
  const std::size_t bytes = http::bytes_of(delivery.payload->body).size();
  if (bytes > kPayloadBytesMax) {
    co_return given_up("payload-too-large",
                       fmt::format("the payload has {} bytes, and the hub hands {} at most to APNs", bytes,
                                   kPayloadBytesMax));
  }

  // A token that APNs calls expired is signed anew, once.
  constexpr int kTriesMax = 2;
  for (int tries = 1;; ++tries) {
    const auto token = core->provider_tokens.token(credential, core->now());
    if (!token) {
      co_return given_up("unusable-key", "the credential's key cannot be read: " + token.error().message);
    }
    auto exchange = to_push_service(delivery, wire::Party::apns, apns_request(delivery, *token));
    auto answering = core->wire.exchange(std::move(exchange));
    const wire::Answer answer = co_await std::move(answering);
    if (!answer) co_return conclude(Pns::apns, PnsReply{.message = to_text(answer.error())});
    const std::string reason = reason_in(*answer);
    if (answer->status == 403 && reason == "ExpiredProviderToken" && tries < kTriesMax) {
      core->provider_tokens.forget(credential);
      core->ledger().diagnose(delivery.notification, wire::Verdict{});
      continue;
    }
    Conclusion conclusion = conclude(Pns::apns, PnsReply{.status = answer->status, .reason = reason});
    conclusion.retry_after = read_retry_after(answer->headers, core->now());
    co_return conclusion;
  }
}

}  // namespace droppoint::fakes::notification_hubs
