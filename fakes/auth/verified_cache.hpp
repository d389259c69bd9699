#pragma once

#include <cstddef>
#include <iterator>
#include <list>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "emulator/assert.hpp"
#include "emulator/sim/time.hpp"

namespace droppoint::auth {

// Credentials whose signature was already verified, by their raw text, with what was learned from them.
// Signatures cost more than all else a fake does, and a client repeats one credential for minutes. Bounded:
// when full, the one remembered longest ago goes first, so the same requests always lead to the same
// contents. Not thread safe.
template <class Learned>
class VerifiedCache {
 public:
  explicit VerifiedCache(std::size_t entries_max) : entries_max_(entries_max) {
    DROPPOINT_ASSERT(entries_max > 0, "a cache holds at least one entry");
  }

  // Null when it is not known, or no longer valid at `now` (from the moment of its expiry on). Valid until
  // the next call of remember, forget or clear.
  const Learned* find(std::string_view credential, sim::Time now) const {
    const auto found = by_credential_.find(credential);
    if (found == by_credential_.end() || found->second->expires_at <= now) return nullptr;
    return &found->second->learned;
  }

  void remember(std::string credential, sim::Time expires_at, Learned learned) {
    forget(credential);
    if (entries_.size() == entries_max_) forget(entries_.front().credential);
    entries_.push_back({std::move(credential), expires_at, std::move(learned)});
    const auto last = std::prev(entries_.end());
    by_credential_.emplace(last->credential, last);
  }

  void forget(std::string_view credential) {
    const auto found = by_credential_.find(credential);
    if (found == by_credential_.end()) return;
    const auto entry = found->second;
    by_credential_.erase(found);
    entries_.erase(entry);
  }

  // For when keys change: what was verified with the old ones holds no longer.
  void clear() {
    by_credential_.clear();
    entries_.clear();
  }

  std::size_t size() const { return entries_.size(); }

 private:
  struct Entry {
    std::string credential;
    sim::Time expires_at;
    Learned learned;
  };
  std::size_t entries_max_;
  std::list<Entry> entries_;  // oldest first
  std::unordered_map<std::string_view, typename std::list<Entry>::iterator>
      by_credential_;  // views of entries_
};

}  // namespace droppoint::auth
