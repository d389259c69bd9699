#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "emulator/wire/wire.hpp"
#include "fakes/apns/device_tokens.hpp"
#include "fakes/store_and_forward/courier.hpp"

namespace droppoint::fakes::apns {

inline constexpr sim::Duration kStorageMax = std::chrono::hours(24 * 30);

// What becomes of a push whose device cannot be reached now.
enum class Storage : std::uint8_t {
  none,          // apns-expiration 0: one attempt
  until_expiry,  // apns-expiration names a time within the longest storage
  longest,       // no apns-expiration, or a later one: thirty days
};

// One accepted push on its way to the device.
struct Push {
  std::string token;
  std::string device;
  std::string app;
  wire::TraceId trace;
  wire::NotificationId notification;
  // The apns-* headers for the device.
  http::Headers headers;
  http::Body body;
  Storage storage = Storage::longest;
  // It is too late from this instant on.
  sim::Time expires_at{};
};

// Store and forward by Apple's rules: one notification, the newest, for each app on each device.
class Delivery final : private store_and_forward::Rules {
 public:
  Delivery(wire::Wire& wire, DeviceTokens& tokens);

  // Goes on in a task of its own, after what is due at this instant.
  void start(Push push);
  // On true what is stored for the device goes out.
  void set_online(std::string_view device, bool online);
  // The app gave the token back: what waits for it has no receiver any more.
  void forget_token(std::string_view token);

 private:
  void app_is_gone(const store_and_forward::Item& item) override;
  std::string why_coalesced(const store_and_forward::Item& item) const override;
  std::string why_over_limit(const store_and_forward::Item& item) const override;
  std::string_view one_attempt() const override;
  void overflowed(const store_and_forward::Item& newest) override;

  wire::Wire& wire_;
  DeviceTokens& tokens_;
  store_and_forward::Courier courier_;
};

}  // namespace droppoint::fakes::apns
