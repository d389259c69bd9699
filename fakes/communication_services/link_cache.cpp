#include "fakes/communication_services/link_cache.hpp"

#include <chrono>

namespace droppoint::fakes::communication_services {

sim::Duration LinkCache::draw_lifetime() {
  switch (propagation_.kind) {
    case Propagation::Kind::none:
      return sim::Duration::zero();
    case Propagation::Kind::fixed:
      return propagation_.length;
    case Propagation::Kind::uniform:
      break;
  }
  const auto most = std::chrono::duration_cast<std::chrono::milliseconds>(propagation_.length).count();
  return std::chrono::milliseconds(random_.below(static_cast<std::uint64_t>(most) + 1));
}

LinkCache::Use LinkCache::use(std::string_view resource, const std::optional<resources::Link>& written,
                              sim::Time now) {
  if (const Entry* entry = valid_entry(resource, now)) return {*entry, false};
  Entry entry{.link = written, .loaded_at = now, .valid_until = now + draw_lifetime()};
  entries_.insert_or_assign(std::string(resource), entry);
  return {std::move(entry), true};
}

const LinkCache::Entry* LinkCache::valid_entry(std::string_view resource, sim::Time now) const {
  const auto found = entries_.find(resource);
  if (found == entries_.end() || now >= found->second.valid_until) return nullptr;
  return &found->second;
}

void LinkCache::flush(std::string_view resource) {
  const auto found = entries_.find(resource);
  if (found != entries_.end()) entries_.erase(found);
}

}  // namespace droppoint::fakes::communication_services
