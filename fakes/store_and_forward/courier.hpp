#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "emulator/sim/scheduler.hpp"
#include "emulator/wire/wire.hpp"
#include "fakes/store_and_forward/mailbox.hpp"

namespace droppoint::fakes::store_and_forward {

// How a device is connected to its push service.
struct Connection {
  bool online = false;
  // Android's Doze: only what wakes it goes out until it says otherwise.
  bool dozes = false;
};

// What differs between the services.
class Rules {
 public:
  virtual ~Rules() = default;
  // The device said that the app is not installed: its token is dead.
  virtual void app_is_gone(const Item& item) = 0;
  // What is told of an item that fell out of the mailbox.
  virtual std::string why_coalesced(const Item& item) const = 0;
  virtual std::string why_over_limit(const Item& item) const = 0;
  // How the sender asked for one attempt: "ttl is 0".
  virtual std::string_view one_attempt() const = 0;
  // Items without a slot were dropped, this one the last of them.
  virtual void overflowed(const Item& newest) = 0;
};

// Drop point 3: brings accepted notifications to devices, keeps what cannot be delivered now, and settles
// whatever does not arrive.
class Courier {
 public:
  // `rules` outlives it.
  Courier(wire::Wire& wire, wire::Party service, Capacity capacity, Rules& rules)
      : wire_(wire), service_(service), rules_(rules), mailbox_(capacity) {}

  // Goes on in a task of its own, after what is due at this instant.
  void start(Item item);
  // What is stored for the device and may go out now does, oldest first.
  void set_connection(std::string_view device, Connection connection);
  Connection connection_of(std::string_view device) const;
  // The app gave the token back: what waits for it has no receiver any more.
  void forget_token(std::string_view token);

 private:
  sim::Task<void> deliver(Item item);
  void spawn(Item item);
  bool may_go(const Item& item) const;
  void conclude(Item item, const wire::Answer& answer);
  void keep(Item item, std::string_view why);
  void arm_timers(const Item& item);
  void expire(const Item& item);
  void retry(std::uint64_t sequence);
  void drop(const Item& item, std::string_view cause, std::string detail);

  wire::Wire& wire_;
  wire::Party service_;
  Rules& rules_;
  std::uint64_t last_sequence_ = 0;
  std::map<std::string, Connection, std::less<>> connections_;
  Mailbox mailbox_;
};

}  // namespace droppoint::fakes::store_and_forward
