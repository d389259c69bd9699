#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "emulator/http/message.hpp"
#include "emulator/sim/scheduler.hpp"
#include "emulator/sim/time.hpp"
#include "emulator/wire/verdict.hpp"

namespace droppoint::fakes::apns {

// What becomes of a push whose device cannot be reached now.
enum class Storage : std::uint8_t {
  none,          // apns-expiration 0: one attempt
  until_expiry,  // apns-expiration names a time within the longest storage
  longest,       // no apns-expiration, or a later one: thirty days
};

// One accepted push on its way to the device.
struct Push {
  // In the order of acceptance; says which of two is the newer.
  std::uint64_t sequence = 0;
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
  // How often the device was connected and still could not be reached.
  std::size_t failed_attempts = 0;
};

// What waits for devices: the newest push for each device and app, as APNs stores it.
class Mailbox {
 public:
  struct Stored {
    Push push;
    sim::Timer expiry;
    sim::Timer retry;
  };

  // Keeps the newer of this one and the one that is there; gives back the older.
  std::optional<Push> put(Push push);
  // The entry that holds this very push, or null.
  Stored* find(std::string_view device, std::string_view app, std::uint64_t sequence);

  std::optional<Push> take(std::string_view device, std::string_view app, std::uint64_t sequence);
  // Oldest first.
  std::vector<Push> take_of_device(std::string_view device);
  std::vector<Push> take_of_token(std::string_view token);

 private:
  // Device, app.
  std::map<std::pair<std::string, std::string>, Stored> stored_;
};

}  // namespace droppoint::fakes::apns
