#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "emulator/wire/wire.hpp"
#include "fakes/fcm/device_tokens.hpp"
#include "fakes/store_and_forward/courier.hpp"

namespace droppoint::fakes::fcm {

// What FCM stores for one app on one device
// (https://firebase.google.com/docs/cloud-messaging/customize-messages/collapsible-message-types).
inline constexpr std::size_t kNonCollapsibleMax = 100;
inline constexpr std::size_t kCollapseKeysMax = 4;

// One accepted message on its way to the device.
struct Push {
  std::string token;
  std::string device;
  std::string app;
  wire::TraceId trace;
  wire::NotificationId notification;
  std::optional<std::string> collapse_key = {};
  bool high_priority = false;
  // Zero: now or never.
  sim::Duration ttl{};
  sim::Time expires_at{};
  http::Body body;
};

// How a phone is connected, as it says itself.
struct DeviceConnection {
  bool online = false;
  bool dozes = false;
  // The cap of the app's standby bucket: what goes beyond it in a day is treated as normal.
  std::optional<std::size_t> high_priority_per_day = {};
};

// Store and forward by Google's rules: collapse keys, a limit for what does not collapse, priorities.
class Delivery final : private store_and_forward::Rules {
 public:
  Delivery(wire::Wire& wire, DeviceTokens& tokens);

  // Goes on in a task of its own, after what is due at this instant.
  void start(Push push);
  // What is stored for the device and may go out now does, oldest first; then the app is told if messages to
  // it were dropped because too many waited.
  void set_connection(std::string_view device, const DeviceConnection& connection);
  // The app gave the token back: what waits for it has no receiver any more.
  void forget_token(std::string_view token);

 private:
  // Of one device: its cap, and when high priority was granted under it.
  struct Quota {
    std::size_t per_day = 0;
    std::deque<sim::Time> granted;
  };

  void app_is_gone(const store_and_forward::Item& item) override;
  std::string why_coalesced(const store_and_forward::Item& item) const override;
  std::string why_over_limit(const store_and_forward::Item& item) const override;
  std::string_view one_attempt() const override;
  void overflowed(const store_and_forward::Item& newest) override;
  bool grant_high_priority(const std::string& device);
  sim::Task<void> tell_deleted(store_and_forward::Item newest);

  wire::Wire& wire_;
  DeviceTokens& tokens_;
  store_and_forward::Courier courier_;
  std::map<std::string, Quota, std::less<>> quotas_;
  // By token, the newest of the messages that were dropped, until the app has been told.
  std::map<std::string, store_and_forward::Item> deleted_;
};

}  // namespace droppoint::fakes::fcm
