#include "emulator/http/headers.hpp"
#include "emulator/http/uri.hpp"
#include "fakes/resource_manager/hubs/namespace_json.hpp"
#include "fakes/resource_manager/json.hpp"
#include "fakes/resource_manager/names.hpp"
#include "fakes/resource_manager/operations.hpp"
#include "fakes/resources/policies.hpp"

namespace droppoint::fakes::resource_manager {
namespace {

struct WantedNamespace {
  std::string location;
  NamespaceSettings settings;
};

OrRefusal<WantedNamespace> read_namespace(const Fields& body) {
  WantedNamespace wanted{body.required_text("location"), read_namespace_settings(body)};
  const std::string type = body.object("properties").text("namespaceType").value_or("NotificationHub");
  if (!http::equal_ignoring_case(type, "NotificationHub"))
    body.mistake("BadRequest", "The namespace type '" + type + "' is not NotificationHub.",
                 "properties.namespaceType");
  const auto unemulated = refuse_unemulated_namespace(body);
  if (auto refusal = body.refusal()) return tl::unexpected(*refusal);
  if (unemulated) return tl::unexpected(*unemulated);
  // PUT replaces: tags that it does not name go.
  if (!wanted.settings.tags) wanted.settings.tags = Tags{};
  return wanted;
}

http::Response update_namespace(Call& call, resources::Namespace& name_space, const WantedNamespace& wanted) {
  if (!is_same_location(name_space.location, wanted.location))
    return refuse(
        409, "InvalidResourceLocation",
        "The resource '" + name_space.name + "' already exists in location '" + name_space.location +
            "'. A resource with the same name cannot be created in location '" + wanted.location + "'.");
  apply(wanted.settings, name_space, call.plane.now());
  return json_answer(200, namespace_json(call, name_space));
}

// While it is being made, the answer says so; the namespace can be used at once, as ours has nothing to wait
// for.
http::Response create_namespace(Call& call, WantedNamespace wanted) {
  Plane& plane = call.plane;
  resources::Namespace name_space{.name = call.path.text("namespace"),
                                  .subscription = subscription_of(call),
                                  .resource_group = group_of(call),
                                  .location = std::move(wanted.location),
                                  .sku = resources::Sku::free,
                                  .created_at = plane.now()};
  apply(wanted.settings, name_space, plane.now());
  name_space.policies.emplace(
      resources::kRootPolicy,
      resources::make_policy(resources::kRootPolicy, {.listen = true, .send = true, .manage = true},
                             plane.keys, plane.now()));
  const std::string id = resources::resource_id_of(name_space);
  call.event("resource-created", id);
  const std::string name = name_space.name;
  const auto& stored = plane.store.namespaces().insert_or_assign(name, std::move(name_space)).first->second;
  const sim::Duration takes = plane.options.provisioning_time;
  if (takes == sim::Duration::zero()) return json_answer(201, namespace_json(call, stored));
  const std::string operation = plane.long_running.begin(id, "Creating", takes, [] {}).id;
  http::Response answer = json_answer(201, namespace_json(call, stored));
  answer.headers.add(
      "Azure-AsyncOperation",
      call.absolute_url("/subscriptions/" + stored.subscription +
                        "/providers/Microsoft.NotificationHubs/locations/" +
                        http::percent_encode(stored.location) + "/operationStatuses/" + operation));
  return answer;
}

}  // namespace

http::Response put_namespace(Call& call) {
  const std::string& name = call.path.text("namespace");
  if (!is_namespace_name(name))
    return invalid_name(name, "6 to 50 letters, digits and hyphens, a letter first and no hyphen last");
  auto wanted = read_namespace(call.body());
  if (!wanted) return wanted.error();
  if (auto existing = find_namespace(call)) {
    if (call.plane.long_running.provisioning_state(resources::resource_id_of(**existing)) == "Deleting")
      return refuse(409, "Conflict", "The namespace '" + name + "' is being deleted.");
    return update_namespace(call, **existing, *wanted);
  }
  if (call.plane.store.find_namespace(name) != nullptr)
    return refuse(409, "Conflict", "The namespace name '" + name + "' is in use elsewhere.", "name");
  return create_namespace(call, std::move(*wanted));
}

}  // namespace droppoint::fakes::resource_manager
