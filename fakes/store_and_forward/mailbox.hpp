#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/http/message.hpp"
#include "emulator/sim/scheduler.hpp"
#include "emulator/sim/time.hpp"
#include "emulator/wire/verdict.hpp"

// What APNs and FCM have in common behind their interfaces: they keep what a device cannot take now, and drop
// what does not keep. Each of the two says by its own rules what may wait.

namespace droppoint::fakes::store_and_forward {

// One accepted notification on its way to a device.
struct Item {
  // In the order of acceptance; says which of two is the newer.
  std::uint64_t sequence = 0;
  std::string device;
  std::string app;
  std::string token;
  // Names what is stored for one app on one device: limits hold for each box.
  std::string box;
  wire::TraceId trace;
  wire::NotificationId notification;
  // As the device will get it.
  http::Request request;
  // In one box a newer item takes the place of an older one with the same slot. None: it waits beside the
  // others.
  std::optional<std::string> slot = {};
  // Whether it is for a device that dozes, too.
  bool wakes = true;
  // False: one attempt, and nothing is kept.
  bool stored = true;
  // It is too late from this instant on.
  sim::Time expires_at{};
  // The sender named that time; else it is the longest that the service stores.
  bool sender_set_expiry = true;
  // How often the device was connected and still could not be reached.
  std::size_t failed_attempts = 0;
};

// How many items a box holds.
struct Capacity {
  std::size_t slots = 1;
  std::size_t without_slot = 0;
};

class Mailbox {
 public:
  explicit Mailbox(Capacity capacity) : capacity_(capacity) {}

  struct Stored {
    Item item;
    sim::Timer expiry = {};
    sim::Timer retry = {};
  };

  // What had to go so that the new one could be put in.
  struct Put {
    // With the same slot. The new one itself if a newer one is there.
    std::vector<Item> coalesced;
    // Over a limit: the oldest of too many slots, or all that have none, the new one included.
    std::vector<Item> over_limit;
  };
  Put put(Item item);

  // Null if it is not there (any more).
  Stored* find(std::uint64_t sequence);
  std::optional<Item> take(std::uint64_t sequence);
  // Oldest first. `all` false: only what wakes a device that dozes.
  std::vector<Item> take_of_device(std::string_view device, bool all);
  std::vector<Item> take_of_token(std::string_view token);

 private:
  template <class Predicate>
  std::vector<Item> take_if(Predicate predicate);
  std::vector<Item> make_room(const Item& newest);

  Capacity capacity_;
  // By sequence.
  std::map<std::uint64_t, Stored> stored_;
};

}  // namespace droppoint::fakes::store_and_forward
