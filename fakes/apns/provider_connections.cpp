#include "fakes/apns/provider_connections.hpp"

#include <algorithm>

namespace droppoint::fakes::apns {

std::optional<Refusal> ProviderConnections::check_team(const wire::Hop& hop, const ProviderKey& key) const {
  const auto found = bound_.find(hop.origin.connection);
  if (found == bound_.end() || found->second.team_id == key.team_id) return std::nullopt;
  return Refusal{Reason::forbidden, "the connection was first used by team " + found->second.team_id +
                                        ", and the token is of " + key.team_id};
}

std::optional<Refusal> ProviderConnections::check_key(const wire::Hop& hop, const ProviderKey& key) {
  const std::uint64_t connection = hop.origin.connection;
  if (connection == 0) return std::nullopt;
  const auto [found, first] =
      bound_.try_emplace(connection, Bound{key.team_id, key.key_id, key.related_key_id});
  if (first) {
    forget_oldest();
    return std::nullopt;
  }
  const Bound& bound = found->second;
  if (bound.key_id == key.key_id || bound.related_key_id == key.key_id ||
      key.related_key_id == bound.key_id) {
    return std::nullopt;
  }
  return Refusal{Reason::unrelated_key_id_in_token, "the connection was first used with the key " +
                                                        bound.key_id + ", to which " + key.key_id +
                                                        " is not related"};
}

std::optional<Refusal> ProviderConnections::check_updates(const wire::Hop& hop, const VerifiedToken& token) {
  const auto scope = scope_of(hop, token.key->key_id);
  if (!updates_ || !scope) return std::nullopt;
  std::vector<Seen>& seen = seen_[*scope];
  const sim::Time now = hop.origin.sender_time;
  const auto same = [&token](const Seen& one) { return one.issued_at == token.issued_at; };
  if (std::any_of(seen.begin(), seen.end(), same)) return std::nullopt;
  const bool renewal = !seen.empty();
  const auto counts = [this, now](const Seen& one) { return one.renewal && now - one.at < updates_->per; };
  const auto renewals = static_cast<std::uint32_t>(std::count_if(seen.begin(), seen.end(), counts));
  if (renewal && renewals >= updates_->most) {
    return Refusal{Reason::too_many_provider_token_updates,
                   "the token was renewed for the " + std::to_string(renewals + 1) + ". time within " +
                       sim::to_text(updates_->per) + "; " + std::to_string(updates_->most) + " is allowed"};
  }
  // What neither counts nor can come again is forgotten, but the last one: after it the next is a renewal.
  const sim::Duration kept = std::max<sim::Duration>(
      updates_->per, std::chrono::seconds(kProviderTokenSecondsMax + kFutureSecondsMax));
  seen.erase(
      std::remove_if(seen.begin(), seen.end(), [now, kept](const Seen& one) { return one.at + kept < now; }),
      seen.end());
  seen.push_back({token.issued_at, now, renewal});
  return std::nullopt;
}

std::optional<ProviderConnections::Scope> ProviderConnections::scope_of(const wire::Hop& hop,
                                                                        const std::string& key_id) {
  if (hop.origin.connection != 0) return Scope{hop.origin.connection, key_id};
  if (hop.origin.outside) return std::nullopt;
  return Scope{0, std::string(wire::to_text(hop.from)) + ' ' + hop.request.authority + ' ' + key_id};
}

void ProviderConnections::forget_oldest() {
  if (bound_.size() <= kConnectionsMax) return;
  const std::uint64_t oldest = bound_.begin()->first;
  bound_.erase(bound_.begin());
  seen_.erase(seen_.lower_bound({oldest, {}}), seen_.lower_bound({oldest + 1, {}}));
}

}  // namespace droppoint::fakes::apns
