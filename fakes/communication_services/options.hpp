#pragma once

#include <optional>
#include <string>
#include <vector>

#include "emulator/sim/time.hpp"

namespace droppoint::fakes::communication_services {

// How the service behaved when the seed document was written, or as its later versions do: in 2021 only calls
// are pushed, and hubs are asked for `gcm` where they are now asked for `fcmv1`.
enum class Edition { of_2021, current };

// What a hub is asked for Android with. Since July 2024 FCM takes version 1 alone; which of them the service
// asks for is not documented.
enum class FcmFormat { gcm, fcm_v1 };

// How long the data plane goes on with a link that it has loaded.
struct Propagation {
  enum class Kind { none, fixed, uniform };
  Kind kind = Kind::fixed;
  // Of `uniform`: the most that is drawn for a load.
  sim::Duration length = std::chrono::minutes(10);

  static Propagation none() { return {Kind::none, sim::Duration::zero()}; }
  static Propagation fixed(sim::Duration length) { return {Kind::fixed, length}; }
  static Propagation uniform(sim::Duration most) { return {Kind::uniform, most}; }
};

struct Options {
  Edition edition = Edition::current;
  // Nothing: what the edition had.
  std::optional<FcmFormat> fcm_format = {};
  Propagation propagation = {};
  // A device whose channel is connected gets the push of a call as well.
  bool push_in_foreground = true;
  // Inferred: a call that nobody takes rings for 30 seconds, and its push is worthless then.
  sim::Duration ringing = std::chrono::seconds(30);
  sim::Duration call_push_expiry = std::chrono::seconds(30);
  // How far `x-ms-date` may be from the sender's time.
  sim::Duration hmac_date_window = std::chrono::minutes(5);
  // How long the service waits for the hub, and for a device on its channel (inferred).
  sim::Duration hub_timeout = std::chrono::seconds(30);
  sim::Duration channel_timeout = std::chrono::seconds(10);
  // How long a channel's connection holds, and a message waits for its client to be back (both inferred).
  sim::Duration channel_lifetime = std::chrono::hours(24);
  sim::Duration channel_message_ttl = std::chrono::seconds(60);
  // Bearer tokens must be signed by the emulated Entra ID.
  bool strict_auth = false;
  // Names beside the loopback ones under which a connection string may reach this cloud (`--allow-host`).
  std::vector<std::string> local_hosts = {};

  FcmFormat format_for_fcm() const {
    return fcm_format.value_or(edition == Edition::of_2021 ? FcmFormat::gcm : FcmFormat::fcm_v1);
  }
};

}  // namespace droppoint::fakes::communication_services
