#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "emulator/wire/hop.hpp"
#include "fakes/apns/provider_tokens.hpp"
#include "fakes/apns/rate_limit.hpp"
#include "fakes/apns/reasons.hpp"

namespace droppoint::fakes::apns {

// What APNs remembers of each connection's provider tokens: its first push binds it to a team and a key, and
// a token is not to be renewed too often. A party of the cloud has no connections; each of its hosts here
// counts as one, and is bound to nothing, since it sends for many. An outside sender without a connection
// (the C++ API) makes a new one with each request.
class ProviderConnections {
 public:
  explicit ProviderConnections(std::optional<RateLimit> updates) : updates_(updates) {}

  std::optional<Refusal> check_team(const wire::Hop& hop, const ProviderKey& key) const;
  // Binds the connection if this is its first push.
  std::optional<Refusal> check_key(const wire::Hop& hop, const ProviderKey& key);
  // Counts tokens by their `iat`: two signatures of the same claims differ, though nothing was renewed. The
  // first token of a connection is no renewal.
  std::optional<Refusal> check_updates(const wire::Hop& hop, const VerifiedToken& token);

 private:
  struct Bound {
    std::string team_id;
    std::string key_id;
    std::string related_key_id;
  };
  struct Seen {
    std::int64_t issued_at = 0;
    sim::Time at{};
    bool renewal = false;
  };
  // A connection's number, or 0 and the host; then the key.
  using Scope = std::pair<std::uint64_t, std::string>;

  static std::optional<Scope> scope_of(const wire::Hop& hop, const std::string& key_id);
  void forget_oldest();

  // More connections than are open at once; the oldest are forgotten first.
  static constexpr std::size_t kConnectionsMax = 4096;

  std::optional<RateLimit> updates_;
  std::map<std::uint64_t, Bound> bound_;
  std::map<Scope, std::vector<Seen>> seen_;
};

}  // namespace droppoint::fakes::apns
