#include "fakes/notification_hubs/registrations/registrations.hpp"

#include <algorithm>
#include <limits>

#include <fmt/format.h>

#include "emulator/http/headers.hpp"

namespace droppoint::fakes::notification_hubs {
namespace {

bool has_tag(const Registration& registration, std::string_view tag) {
  return std::find(registration.tags.begin(), registration.tags.end(), tag) != registration.tags.end();
}

// Which registration of an installation takes the place of which: that of the same template and tile.
std::pair<std::string, std::string> role_of(const Registration& registration) {
  const std::string name =
      registration.body_template ? '/' + registration.body_template->name : std::string();
  return {registration.secondary_tile, name};
}

}  // namespace

std::string draw_registration_id(sim::Random& ids) {
  constexpr auto kMost = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
  const std::uint64_t first = ids.below(kMost);
  const std::uint64_t second = ids.below(kMost);
  return fmt::format("{}-{}-{}", first, second, 1 + ids.below(3));
}

Registrations& registrations_of(resources::Hub& hub) {
  if (hub.data == nullptr) hub.data = std::make_shared<Registrations>();
  return static_cast<Registrations&>(*hub.data);
}

std::size_t device_count_of(resources::Namespace& name_space, sim::Time now) {
  std::size_t count = 0;
  for (auto& [_, hub] : name_space.hubs) count += registrations_of(hub).device_count(now);
  return count;
}

std::size_t Registrations::device_count(sim::Time now) {
  expire(now);
  std::size_t of_installations = 0;
  for (const auto& [_, sequences] : by_installation_) of_installations += sequences.size();
  const auto living = std::count_if(installations_.begin(), installations_.end(), [now](const auto& entry) {
    return !entry.second.expires_at || *entry.second.expires_at > now;
  });
  return rows_.size() - of_installations + static_cast<std::size_t>(living);
}

void Registrations::expire(sim::Time now) {
  while (!expiries_.empty() && expiries_.begin()->first <= now) erase(expiries_.begin()->second, true);
}

void Registrations::erase(std::uint64_t sequence, bool remember) {
  const auto row = rows_.find(sequence);
  if (row == rows_.end()) return;
  const RegistrationPointer registration = row->second;
  rows_.erase(row);
  by_id_.erase(registration->id);
  const auto forget = [sequence](auto& index, const std::string& key) {
    const auto found = index.find(key);
    if (found == index.end()) return;
    found->second.erase(sequence);
    if (found->second.empty()) index.erase(found);
  };
  forget(by_handle_, http::to_lower(registration->handle()));
  forget(by_installation_, registration->installation_id);
  if (registration->expires_at) expiries_.erase({*registration->expires_at, sequence});
  if (!remember || !gone_.insert(registration->id).second) return;
  gone_in_order_.push_back(registration->id);
  if (gone_in_order_.size() <= kGoneMax) return;
  gone_.erase(gone_in_order_.front());
  gone_in_order_.pop_front();
}

RegistrationPointer Registrations::find(std::string_view id, sim::Time now) {
  expire(now);
  const auto found = by_id_.find(id);
  return found == by_id_.end() ? nullptr : rows_.at(found->second);
}

Registrations::List Registrations::all(sim::Time now) {
  expire(now);
  List list;
  for (const auto& [_, registration] : rows_) list.push_back(registration);
  return list;
}

Registrations::List Registrations::matching(const TagExpression& expression, sim::Time now) {
  expire(now);
  List list;
  for (const auto& [_, registration] : rows_) {
    if (expression.matches(registration->tags)) list.push_back(registration);
  }
  return list;
}

Registrations::List Registrations::with_tag(std::string_view tag, sim::Time now) {
  expire(now);
  List list;
  for (const auto& [_, registration] : rows_) {
    if (has_tag(*registration, tag)) list.push_back(registration);
  }
  return list;
}

Registrations::List Registrations::of_handle(std::string_view handle, sim::Time now) {
  expire(now);
  List list;
  const auto found = by_handle_.find(http::to_lower(handle));
  if (found == by_handle_.end()) return list;
  for (const std::uint64_t sequence : found->second) {
    const RegistrationPointer& registration = rows_.at(sequence);
    const bool any_case = registration->kind->name == kApple.name;
    if (any_case || registration->handle() == handle) list.push_back(registration);
  }
  return list;
}

bool Registrations::is_gone(std::string_view id, sim::Time now) {
  expire(now);
  return gone_.contains(id);
}

RegistrationPointer Registrations::write(Registration registration, sim::Time now) {
  expire(now);
  const auto known = by_id_.find(registration.id);
  if (known != by_id_.end()) {
    const RegistrationPointer former = rows_.at(known->second);
    registration.etag = former->etag + 1;
    registration.sequence = former->sequence;
    erase(former->sequence, false);
  } else {
    registration.etag = 1;
    registration.sequence = ++last_sequence_;
  }
  const std::uint64_t sequence = registration.sequence;
  auto stored = std::make_shared<const Registration>(std::move(registration));
  by_id_.emplace(stored->id, sequence);
  by_handle_[http::to_lower(stored->handle())].insert(sequence);
  if (!stored->installation_id.empty()) by_installation_[stored->installation_id].insert(sequence);
  if (stored->expires_at) expiries_.emplace(*stored->expires_at, sequence);
  rows_.emplace(sequence, stored);
  return stored;
}

bool Registrations::remove(std::string_view id) {
  const auto found = by_id_.find(id);
  if (found == by_id_.end()) return false;
  erase(found->second, true);
  return true;
}

void Registrations::mark_channel_expired(const std::string& installation_id, std::string_view handle) {
  const auto found = installations_.find(installation_id);
  if (found == installations_.end()) return;
  Installation& installation = found->second;
  const bool any_case = installation.kind->name == kApple.name;
  const auto same = [handle, any_case](std::string_view channel) {
    return any_case ? http::equal_ignoring_case(channel, handle) : channel == handle;
  };
  Registration named{.id = {}, .kind = installation.kind, .handle_parts = installation.push_channel};
  if (same(named.handle())) installation.push_channel_expired = true;
  for (auto& [_, tile] : installation.secondary_tiles) {
    if (same(tile.push_channel)) tile.push_channel_expired = true;
  }
}

std::size_t Registrations::remove_handle(std::string_view handle) {
  // What has expired is not looked for: it cannot have been pushed to.
  const List list = of_handle(handle, sim::Time::min());
  for (const RegistrationPointer& registration : list) {
    if (!registration->installation_id.empty()) mark_channel_expired(registration->installation_id, handle);
    erase(registration->sequence, true);
  }
  return list.size();
}

std::vector<std::uint64_t> Registrations::sequences_of_installation(std::string_view id) const {
  const auto found = by_installation_.find(id);
  if (found == by_installation_.end()) return {};
  return {found->second.begin(), found->second.end()};
}

const Installation* Registrations::find_installation(std::string_view id, sim::Time now) {
  const auto found = installations_.find(id);
  if (found == installations_.end()) return nullptr;
  if (found->second.expires_at && *found->second.expires_at <= now) {
    remove_installation(id);
    return nullptr;
  }
  return &found->second;
}

void Registrations::write_installation(Installation installation, sim::Random& ids, sim::Time now) {
  expire(now);
  std::map<std::pair<std::string, std::string>, std::uint64_t> former;
  for (const std::uint64_t sequence : sequences_of_installation(installation.id))
    former.emplace(role_of(*rows_.at(sequence)), sequence);
  for (Registration& registration : registrations_shown_by(installation)) {
    const auto known = former.find(role_of(registration));
    if (known != former.end()) {
      registration.id = rows_.at(known->second)->id;
      former.erase(known);
    } else {
      registration.id = draw_registration_id(ids);
    }
    write(std::move(registration), now);
  }
  for (const auto& [_, sequence] : former) erase(sequence, true);
  std::string id = installation.id;
  installations_.insert_or_assign(std::move(id), std::move(installation));
}

bool Registrations::remove_installation(std::string_view id) {
  const auto found = installations_.find(id);
  if (found == installations_.end()) return false;
  for (const std::uint64_t sequence : sequences_of_installation(id)) erase(sequence, true);
  installations_.erase(found);
  return true;
}

}  // namespace droppoint::fakes::notification_hubs
