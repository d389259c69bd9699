#include "fakes/fcm/mailbox.hpp"

#include <utility>

namespace droppoint::fakes::fcm {

template <class Predicate>
std::vector<Push> Mailbox::take_if(Predicate predicate) {
  std::vector<Push> taken;
  for (auto each = stored_.begin(); each != stored_.end();) {
    if (predicate(each->second.push)) {
      taken.push_back(std::move(each->second.push));
      each = stored_.erase(each);
    } else {
      ++each;
    }
  }
  return taken;
}

Mailbox::Put Mailbox::put(Push push) {
  Put result;
  const std::string token = push.token;
  if (push.collapse_key) {
    // An older one that was on its way and came back does not replace a newer one.
    for (const auto& [sequence, stored] : stored_) {
      if (stored.push.token == token && stored.push.collapse_key == push.collapse_key &&
          sequence > push.sequence) {
        result.coalesced.push_back(std::move(push));
        return result;
      }
    }
    result.coalesced = take_if(
        [&](const Push& each) { return each.token == token && each.collapse_key == push.collapse_key; });
  }
  const bool collapsible = push.collapse_key.has_value();
  const std::uint64_t sequence = push.sequence;
  stored_.emplace(sequence, Stored{std::move(push)});

  const auto same_sort = [&](const Push& each) {
    return each.token == token && each.collapse_key.has_value() == collapsible;
  };
  std::size_t count = 0;
  std::uint64_t oldest = 0;
  for (const auto& [number, stored] : stored_) {
    if (!same_sort(stored.push)) continue;
    if (count++ == 0) oldest = number;
  }
  if (!collapsible && count > kNonCollapsibleMax) {
    result.over_limit = take_if(same_sort);
  } else if (collapsible && count > kCollapseKeysMax) {
    result.over_limit = take_if([oldest](const Push& each) { return each.sequence == oldest; });
  }
  return result;
}

Mailbox::Stored* Mailbox::find(std::uint64_t sequence) {
  const auto found = stored_.find(sequence);
  return found == stored_.end() ? nullptr : &found->second;
}

std::optional<Push> Mailbox::take(std::uint64_t sequence) {
  const auto found = stored_.find(sequence);
  if (found == stored_.end()) return std::nullopt;
  Push push = std::move(found->second.push);
  stored_.erase(found);
  return push;
}

std::vector<Push> Mailbox::take_of_device(std::string_view device) {
  return take_if([device](const Push& each) { return each.device == device; });
}

std::vector<Push> Mailbox::take_of_token(std::string_view token) {
  return take_if([token](const Push& each) { return each.token == token; });
}

}  // namespace droppoint::fakes::fcm
