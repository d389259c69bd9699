#include "fakes/store_and_forward/mailbox.hpp"

#include <utility>

namespace droppoint::fakes::store_and_forward {
namespace {

bool same_box(const Item& one, const Item& other) {
  return one.device == other.device && one.box == other.box;
}

}  // namespace

template <class Predicate>
std::vector<Item> Mailbox::take_if(Predicate predicate) {
  std::vector<Item> taken;
  for (auto each = stored_.begin(); each != stored_.end();) {
    if (predicate(each->second.item)) {
      taken.push_back(std::move(each->second.item));
      each = stored_.erase(each);
    } else {
      ++each;
    }
  }
  return taken;
}

Mailbox::Put Mailbox::put(Item item) {
  Put result;
  if (item.slot) {
    const auto takes_place = [&item](const Item& each) {
      return same_box(each, item) && each.slot == item.slot && each.sequence > item.sequence;
    };
    // An older one that was on its way and came back does not replace a newer one.
    for (const auto& [sequence, stored] : stored_) {
      if (!takes_place(stored.item)) continue;
      result.coalesced.push_back(std::move(item));
      return result;
    }
    result.coalesced =
        take_if([&item](const Item& each) { return same_box(each, item) && each.slot == item.slot; });
  }
  const Item newest = item;
  stored_.emplace(newest.sequence, Stored{std::move(item)});
  result.over_limit = make_room(newest);
  return result;
}

std::vector<Item> Mailbox::make_room(const Item& newest) {
  const auto of_same_sort = [&newest](const Item& each) {
    return same_box(each, newest) && each.slot.has_value() == newest.slot.has_value();
  };
  std::size_t count = 0;
  std::uint64_t oldest = 0;
  for (const auto& [sequence, stored] : stored_) {
    if (!of_same_sort(stored.item)) continue;
    if (count++ == 0) oldest = sequence;
  }
  if (!newest.slot && count > capacity_.without_slot) return take_if(of_same_sort);
  if (newest.slot && count > capacity_.slots) {
    return take_if([oldest](const Item& each) { return each.sequence == oldest; });
  }
  return {};
}

Mailbox::Stored* Mailbox::find(std::uint64_t sequence) {
  const auto found = stored_.find(sequence);
  return found == stored_.end() ? nullptr : &found->second;
}

std::optional<Item> Mailbox::take(std::uint64_t sequence) {
  const auto found = stored_.find(sequence);
  if (found == stored_.end()) return std::nullopt;
  Item item = std::move(found->second.item);
  stored_.erase(found);
  return item;
}

std::vector<Item> Mailbox::take_of_device(std::string_view device, bool all) {
  return take_if([device, all](const Item& each) { return each.device == device && (all || each.wakes); });
}

std::vector<Item> Mailbox::take_of_token(std::string_view token) {
  return take_if([token](const Item& each) { return each.token == token; });
}

}  // namespace droppoint::fakes::store_and_forward
