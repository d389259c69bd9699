#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <optional>

#include "emulator/owner/owner.hpp"
#include "fakes/cloud.hpp"

namespace droppoint::app {

// Advances of a served cloud's clock, one after the other. While a real call to a webhook is under way time
// stands still, and the advance goes on when its answer has come. On the owner's thread.
class Advances {
 public:
  // How many timers fired; nothing where the cloud was reset or stops before the end was reached.
  using Done = std::function<void(std::optional<std::uint64_t> events)>;

  Advances(Cloud& cloud, owner::Owner& owner) : cloud_(cloud), owner_(owner) {}

  // `by` fits on the clock from where it stands when its turn comes, or as far as it goes.
  void add(sim::Duration by, Done done);
  // To a time, which may have passed when its turn comes.
  void add_until(sim::Time target, Done done);
  // Ends all without their end.
  void drop();

 private:
  struct Advance {
    sim::Duration by{};
    std::optional<sim::Time> target = {};
    std::uint64_t events = 0;
    Done done;
  };
  void put(Advance advance);
  void go_on();

  Cloud& cloud_;
  owner::Owner& owner_;
  std::deque<Advance> waiting_;
  bool going_ = false;
};

}  // namespace droppoint::app
