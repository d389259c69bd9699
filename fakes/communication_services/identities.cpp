#include "fakes/communication_services/identities.hpp"

#include <algorithm>

namespace droppoint::fakes::communication_services {

const Identity& Identities::create(std::string_view resource_id, std::string_view name) {
  std::string id = "8:acs:" + std::string(resource_id) + '_' + random_.uuid();
  if (!name.empty()) by_name_.insert_or_assign({std::string(resource_id), std::string(name)}, id);
  Identity identity{
      .id = id, .resource_id = std::string(resource_id), .name = std::string(name), .order = ++last_order_};
  return by_id_.emplace(std::move(id), std::move(identity)).first->second;
}

const Identity* Identities::find(std::string_view id) const {
  const auto found = by_id_.find(id);
  return found == by_id_.end() ? nullptr : &found->second;
}

const Identity* Identities::find_by_name(std::string_view resource_id, std::string_view name) const {
  const auto found = by_name_.find({std::string(resource_id), std::string(name)});
  return found == by_name_.end() ? nullptr : find(found->second);
}

std::vector<const Identity*> Identities::list() const {
  std::vector<const Identity*> all;
  all.reserve(by_id_.size());
  for (const auto& [id, identity] : by_id_) all.push_back(&identity);
  std::sort(all.begin(), all.end(),
            [](const Identity* one, const Identity* other) { return one->order < other->order; });
  return all;
}

bool Identities::revoke_tokens(std::string_view id, sim::Time now) {
  const auto found = by_id_.find(id);
  if (found == by_id_.end()) return false;
  found->second.revoked_second = sim::unix_seconds(now);
  return true;
}

bool Identities::remove(std::string_view id) {
  const auto found = by_id_.find(id);
  if (found == by_id_.end()) return false;
  const Identity& identity = found->second;
  if (!identity.name.empty()) by_name_.erase({identity.resource_id, identity.name});
  by_id_.erase(found);
  return true;
}

}  // namespace droppoint::fakes::communication_services
