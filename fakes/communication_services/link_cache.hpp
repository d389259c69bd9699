#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "emulator/sim/random.hpp"
#include "emulator/sim/time.hpp"
#include "fakes/communication_services/options.hpp"
#include "fakes/resources/store.hpp"

namespace droppoint::fakes::communication_services {

// What the data plane knows of the links that Resource Manager writes: a copy per resource, loaded when a
// notification is sent and good until the propagation time is over. "No link" is a copy like any other, so a
// first link is seen at once only if nothing was sent before it.
//
//   written   ──A────────────────B──────────────────────►
//   sends         x     x            x      x
//   used          A     A            A      B
//                 └─── propagation ────────┘ loaded anew by the next send
//
// The documentation says that a change is reflected when sending within at most ten minutes, and for a first
// link only if notifications were sent before; a copy of that life, filled by sending, is how it is taken
// here (inferred).
class LinkCache {
 public:
  struct Entry {
    std::optional<resources::Link> link;
    sim::Time loaded_at{};
    sim::Time valid_until{};
  };
  struct Use {
    Entry entry;
    // This use loaded it.
    bool loaded = false;
  };

  LinkCache(Propagation propagation, const sim::Random& random)
      : propagation_(propagation), random_(random) {}

  // What a send at `now` goes by. `written` is what Resource Manager has; it is loaded unless an entry holds.
  // `resource` is the resource's immutable id.
  Use use(std::string_view resource, const std::optional<resources::Link>& written, sim::Time now);

  // The entry, while now < valid_until. Null: the next send loads. Valid until the cache changes.
  const Entry* valid_entry(std::string_view resource, sim::Time now) const;

  // The next send loads.
  void flush(std::string_view resource);

 private:
  sim::Duration draw_lifetime();

  Propagation propagation_;
  sim::Random random_;
  std::map<std::string, Entry, std::less<>> entries_;
};

}  // namespace droppoint::fakes::communication_services
