#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "emulator/sim/random.hpp"
#include "emulator/sim/time.hpp"

namespace droppoint::fakes::communication_services {

// A user of one resource.
struct Identity {
  // "8:acs:{the resource's immutable id}_{a UUID}".
  std::string id;
  // The resource's immutable id.
  std::string resource_id;
  // By which control calls and devices name the user; empty for one that a client made.
  std::string name;
  // Order of creation, from 1.
  std::uint64_t order = 0;
  // Tokens issued in or before this second no longer count.
  std::optional<std::int64_t> revoked_second = {};

  // The name, or the id where there is none.
  const std::string& label() const { return name.empty() ? id : name; }
};

// The users of all resources. Pointers are valid until an identity is removed.
class Identities {
 public:
  explicit Identities(const sim::Random& random) : random_(random) {}

  const Identity& create(std::string_view resource_id, std::string_view name = {});
  const Identity* find(std::string_view id) const;
  const Identity* find_by_name(std::string_view resource_id, std::string_view name) const;
  // In order of creation.
  std::vector<const Identity*> list() const;

  // All tokens issued until now stop counting. False: no such identity.
  bool revoke_tokens(std::string_view id, sim::Time now);
  bool remove(std::string_view id);

 private:
  sim::Random random_;
  std::uint64_t last_order_ = 0;
  std::map<std::string, Identity, std::less<>> by_id_;
  // (resource, name) → id.
  std::map<std::pair<std::string, std::string>, std::string> by_name_;
};

}  // namespace droppoint::fakes::communication_services
