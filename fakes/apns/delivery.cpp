#include "fakes/apns/delivery.hpp"

#include <utility>

namespace droppoint::fakes::apns {
namespace {

using store_and_forward::Item;

// All notifications of an app are in one slot, so nothing ever waits without.
constexpr store_and_forward::Capacity kOneForEachApp{.slots = 1, .without_slot = 0};

http::Request to_device(const Push& push) {
  http::Headers headers = push.headers;
  headers.add("x-device-token", push.token);
  return http::Request{.method = "POST",
                       .target = "/notifications/apns",
                       .authority = push.device,
                       .headers = std::move(headers),
                       .body = push.body};
}

}  // namespace

Delivery::Delivery(wire::Wire& wire, DeviceTokens& tokens)
    : wire_(wire), tokens_(tokens), courier_(wire, wire::Party::apns, kOneForEachApp, *this) {}

void Delivery::start(Push push) {
  http::Request request = to_device(push);
  courier_.start(Item{.device = std::move(push.device),
                      .app = push.app,
                      .token = std::move(push.token),
                      .box = std::move(push.app),
                      .trace = push.trace,
                      .notification = push.notification,
                      .request = std::move(request),
                      .slot = "newest",
                      .stored = push.storage != Storage::none,
                      .expires_at = push.expires_at,
                      .sender_set_expiry = push.storage == Storage::until_expiry});
}

void Delivery::set_online(std::string_view device, bool online) {
  courier_.set_connection(device, {.online = online});
}

void Delivery::forget_token(std::string_view token) {
  courier_.forget_token(token);
}

void Delivery::app_is_gone(const Item& item) {
  tokens_.deactivate(item.token, wire_.scheduler().now());
}

std::string Delivery::why_coalesced(const Item& item) const {
  return "a newer notification for " + item.app + " took its place while " + item.device +
         " could not be reached";
}

std::string Delivery::why_over_limit(const Item& item) const {
  return why_coalesced(item);
}

std::string_view Delivery::one_attempt() const {
  return "apns-expiration is 0";
}

void Delivery::overflowed(const Item& /*newest*/) {}

}  // namespace droppoint::fakes::apns
