#pragma once

#include <functional>
#include <optional>

#include "emulator/wire/hop.hpp"

namespace droppoint::owner {

// Makes the real calls of a cloud to what a developer owns: webhooks, functions.
class Outgoing {
 public:
  using Done = std::function<void(wire::Answer)>;

  virtual ~Outgoing() = default;

  // Calls the URL that is the request's target. `done` is called once, on the thread that owns the cloud and
  // after this returned. A refusal: nothing is called, `done` neither.
  enum class Refusal { not_allowed, not_now };
  virtual std::optional<Refusal> send(const wire::Hop& hop, Done done) = 0;

  // Whether the cloud's time stands still at `now` while the call of that hop is under way: it takes no
  // virtual time on a clock that somebody holds.
  virtual bool holds_time(const wire::Hop& hop, sim::Time now) const = 0;

  // The cloud began anew: what is under way concerns nobody any more.
  virtual void forget() = 0;
};

}  // namespace droppoint::owner
