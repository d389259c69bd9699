#pragma once

#include <cstdint>
#include <functional>
#include <set>
#include <string>
#include <string_view>

#include "emulator/sim/scheduler.hpp"
#include "emulator/wire/wire.hpp"
#include "fakes/fcm/device_tokens.hpp"
#include "fakes/fcm/mailbox.hpp"

namespace droppoint::fakes::fcm {

// Drop point 3: brings accepted pushes to devices, keeps what cannot be delivered now, and settles whatever
// does not arrive.
class Delivery {
 public:
  Delivery(wire::Wire& wire, DeviceTokens& tokens) : wire_(wire), tokens_(tokens) {}

  // Goes on in a task of its own, after what is due at this instant.
  void start(Push push);
  // On true what is stored for the device goes out, oldest first.
  void set_online(std::string_view device, bool online);
  bool is_online(std::string_view device) const { return online_.contains(device); }
  // The app gave the token back: what waits for it has no receiver any more.
  void forget_token(std::string_view token);

 private:
  sim::Task<void> deliver(Push push);
  void conclude(Push push, const wire::Answer& answer);
  void keep(Push push, std::string_view why);
  void arm_timers(const Push& push);
  void expire(const Push& push);
  void retry(std::uint64_t sequence);
  void drop(const Push& push, std::string_view cause, std::string detail);

  wire::Wire& wire_;
  DeviceTokens& tokens_;
  std::uint64_t last_sequence_ = 0;
  std::set<std::string, std::less<>> online_;
  Mailbox mailbox_;
};

}  // namespace droppoint::fakes::fcm
