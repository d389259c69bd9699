#include "fakes/communication_services/users.hpp"

namespace droppoint::fakes::communication_services {
namespace {

const resources::CommunicationResource* resource_with_id(const DataPlane& plane, std::string_view id) {
  for (const auto& [name, resource] : plane.store.communication_services()) {
    if (resource.immutable_id == id) return &resource;
  }
  return nullptr;
}

tl::unexpected<Error> unknown_user(const std::string& user) {
  return fail("UnknownUser", "No identity has the id " + user + ".",
              "create it with POST /identities, or use a plain name: a name seen first gets an identity");
}

}  // namespace

bool is_user_id(std::string_view text) {
  return text.starts_with("8:");
}

Result<std::string> choose_resource(const DataPlane& plane, const std::optional<std::string>& given,
                                    std::span<const std::string> users) {
  const auto& all = plane.store.communication_services();
  if (given) {
    const auto found = all.find(*given);
    if (found != all.end()) return found->second.name;
    return fail("UnknownResource", "There is no Communication Services resource " + *given + ".");
  }
  for (const std::string& user : users) {
    if (!is_user_id(user)) continue;
    const Identity* identity = plane.identities.find(user);
    if (identity == nullptr) return unknown_user(user);
    const auto* resource = resource_with_id(plane, identity->resource_id);
    if (resource == nullptr) return fail("UnknownResource", "The resource of " + user + " is gone.");
    return resource->name;
  }
  if (all.empty()) return fail("UnknownResource", "The cloud has no Communication Services resource.");
  return all.begin()->second.name;
}

Result<Identity> find_or_create_user(DataPlane& plane, const std::string& resource, const std::string& user) {
  const std::string& resource_id = plane.store.find_communication(resource)->immutable_id;
  if (user.empty()) return fail("InvalidUser", "The name of a user is empty.");
  if (!is_user_id(user)) {
    const Identity* known = plane.identities.find_by_name(resource_id, user);
    return known != nullptr ? *known : plane.identities.create(resource_id, user);
  }
  const Identity* identity = plane.identities.find(user);
  if (identity == nullptr) return unknown_user(user);
  if (identity->resource_id != resource_id) {
    return fail("UserOfAnotherResource", user + " is no user of the resource " + resource + ".");
  }
  return *identity;
}

}  // namespace droppoint::fakes::communication_services
