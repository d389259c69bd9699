#include "fakes/resource_manager/hubs/credentials.hpp"
#include "fakes/resource_manager/hubs/hub_json.hpp"
#include "fakes/resource_manager/hubs/namespace_json.hpp"
#include "fakes/resource_manager/json.hpp"
#include "fakes/resource_manager/names.hpp"
#include "fakes/resource_manager/operations.hpp"
#include "fakes/resources/policies.hpp"
#include "fakes/routing.hpp"

namespace droppoint::fakes::resource_manager {
namespace {

// On localhost requests are told apart by their paths, and some first segments are other services'.
bool is_hidden_on_localhost(const std::string& hub) {
  const http::Request send{.method = "POST",
                           .target = "/" + hub + "/messages/",
                           .authority = "localhost",
                           .headers = {},
                           .body = {}};
  return fakes::route(send) != wire::Party::notification_hubs;
}

void create_hub(Call& call, resources::Namespace& name_space, resources::Hub& hub) {
  hub.created_at = call.plane.now();
  resources::add_default_policies(hub, call.plane.keys, call.plane.now());
  call.event("resource-created", resources::resource_id_of(name_space, hub));
  if (is_hidden_on_localhost(hub.name))
    call.event("hub-by-host-name-only", "the path /" + hub.name +
                                            " is another service's on localhost: reach this hub as " +
                                            name_space.name + ".servicebus.windows.net");
}

}  // namespace

http::Response put_hub(Call& call) {
  const auto found = find_namespace(call);
  if (!found) return found.error();
  const std::string& name = call.path.text("hub");
  if (!is_hub_name(name)) return invalid_name(name, "at most 265 letters, digits and -./_, a letter first");

  resources::Namespace& name_space = **found;
  const auto existing = name_space.hubs.find(name);
  const bool creates = existing == name_space.hubs.end();
  resources::Hub hub = creates ? resources::Hub{.name = name} : existing->second;
  const Fields body = call.body();
  const std::string location = body.text("location").value_or(creates ? name_space.location : hub.location);
  if (!creates && !is_same_location(location, hub.location))
    return refuse(409, "InvalidResourceLocation",
                  "The resource '" + hub.name + "' already exists in location '" + hub.location +
                      "'. A resource with the same name cannot be created in location '" + location + "'.");
  if (creates) hub.location = location;
  hub.tags = body.tags("tags").value_or(Tags{});
  const Fields properties = body.object("properties");
  read_credentials(properties, Absent::remove, call.plane.now(), hub);
  hub.registration_ttl.reset();
  read_registration_ttl(properties, hub);
  const auto unemulated = refuse_unemulated_hub(properties);
  if (auto refusal = body.refusal()) return *refusal;
  if (unemulated) return *unemulated;

  if (creates) create_hub(call, name_space, hub);
  hub.updated_at = call.plane.now();
  const std::string stored_name = hub.name;
  const auto& stored = name_space.hubs.insert_or_assign(stored_name, std::move(hub)).first->second;
  return json_answer(creates ? 201 : 200, hub_json(name_space, stored));
}

}  // namespace droppoint::fakes::resource_manager
