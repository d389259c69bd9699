#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/http/message.hpp"
#include "emulator/sim/scheduler.hpp"
#include "emulator/wire/verdict.hpp"

namespace droppoint::fakes::fcm {

// What FCM stores for one app on one device
// (https://firebase.google.com/docs/cloud-messaging/customize-messages/collapsible-message-types).
inline constexpr std::size_t kNonCollapsibleMax = 100;
inline constexpr std::size_t kCollapseKeysMax = 4;

// One accepted message on its way to the device.
struct Push {
  std::uint64_t sequence = 0;  // in the order of acceptance
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
  // How often the device was connected and still could not be reached.
  std::size_t failed_attempts = 0;
};

class Mailbox {
 public:
  struct Stored {
    Push push;
    sim::Timer expiry = {};
    sim::Timer retry = {};
  };

  // What had to go so that the new one could be put in.
  struct Put {
    std::vector<Push> coalesced;
    // Over a limit. The new one is among them if it is one of more than 100 that do not collapse.
    std::vector<Push> over_limit;
  };
  Put put(Push push);

  // Null if it is not there (any more).
  Stored* find(std::uint64_t sequence);
  std::optional<Push> take(std::uint64_t sequence);
  // Oldest first.
  std::vector<Push> take_of_device(std::string_view device);
  std::vector<Push> take_of_token(std::string_view token);

 private:
  template <class Predicate>
  std::vector<Push> take_if(Predicate predicate);

  // By sequence.
  std::map<std::uint64_t, Stored> stored_;
};

}  // namespace droppoint::fakes::fcm
