#include "emulator/http/headers.hpp"
#include "fakes/resource_manager/hubs/namespace_json.hpp"
#include "fakes/resource_manager/json.hpp"
#include "fakes/resource_manager/names.hpp"
#include "fakes/resource_manager/operations.hpp"
#include "fakes/resource_manager/policies/policy.hpp"

namespace droppoint::fakes::resource_manager {
namespace {

struct Wanted {
  std::string location;
  Tags tags;
  std::optional<resources::Sku> sku;
};

OrRefusal<Wanted> read(const Fields& body) {
  Wanted wanted{body.required_text("location"), body.tags("tags").value_or(Tags{}), read_sku(body)};
  const std::string type = body.object("properties").text("namespaceType").value_or("NotificationHub");
  if (!http::equal_ignoring_case(type, "NotificationHub"))
    body.mistake("BadRequest", "The namespace type '" + type + "' is not NotificationHub.",
                 "properties.namespaceType");
  const auto unemulated = refuse_unemulated_namespace(body);
  if (auto refusal = body.refusal()) return tl::unexpected(*refusal);
  if (unemulated) return tl::unexpected(*unemulated);
  return wanted;
}

http::Response update(resources::Namespace& name_space, Wanted wanted) {
  if (!http::equal_ignoring_case(name_space.location, wanted.location))
    return refuse(
        409, "InvalidResourceLocation",
        "The resource '" + name_space.name + "' already exists in location '" + name_space.location +
            "'. A resource with the same name cannot be created in location '" + wanted.location + "'.");
  name_space.tags = std::move(wanted.tags);
  if (wanted.sku) name_space.sku = *wanted.sku;
  return json_answer(200, namespace_json(name_space));
}

http::Response create(Call& call, Wanted wanted) {
  resources::Namespace name_space{.name = call.path.text("namespace"),
                                  .subscription = subscription_of(call),
                                  .resource_group = group_of(call),
                                  .location = std::move(wanted.location),
                                  .tags = std::move(wanted.tags),
                                  .sku = wanted.sku.value_or(resources::Sku::free)};
  add_policy(call.plane, name_space.policies, "RootManageSharedAccessKey",
             {.listen = true, .send = true, .manage = true});
  call.event("resource-created", resources::resource_id_of(name_space));
  const std::string name = name_space.name;
  const auto& stored =
      call.plane.store.namespaces().insert_or_assign(name, std::move(name_space)).first->second;
  return json_answer(201, namespace_json(stored));
}

}  // namespace

http::Response put_namespace(Call& call) {
  const std::string& name = call.path.text("namespace");
  if (!is_namespace_name(name))
    return invalid_name(name, "at most 50 letters, digits and hyphens, a letter first");
  auto wanted = read(call.body());
  if (!wanted) return wanted.error();
  if (auto existing = find_namespace(call)) return update(**existing, std::move(*wanted));
  if (call.plane.store.find_namespace(name) != nullptr)
    return refuse(409, "Conflict", "The namespace name '" + name + "' is in use elsewhere.", "name");
  return create(call, std::move(*wanted));
}

}  // namespace droppoint::fakes::resource_manager
