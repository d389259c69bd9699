#include "emulator/http/headers.hpp"
#include "fakes/resource_manager/communication/communication_json.hpp"
#include "fakes/resource_manager/json.hpp"
#include "fakes/resource_manager/names.hpp"
#include "fakes/resource_manager/operations.hpp"

namespace droppoint::fakes::resource_manager {
namespace {

struct WantedCommunication {
  std::string data_location;
  Tags tags;
};

OrRefusal<WantedCommunication> read_communication(const Fields& body) {
  const std::string location = body.required_text("location");
  if (!http::equal_ignoring_case(location, "global"))
    body.mistake(
        "LocationNotAvailableForResourceType",
        "The provided location '" + location +
            "' is not available for resource type 'Microsoft.Communication/CommunicationServices'. It is "
            "available in: global.",
        "location");
  WantedCommunication wanted{body.object("properties").required_text("dataLocation"),
                             body.tags("tags").value_or(Tags{})};
  const auto unemulated = refuse_unemulated_communication(body);
  if (auto refusal = body.refusal()) return tl::unexpected(*refusal);
  if (unemulated) return tl::unexpected(*unemulated);
  return wanted;
}

http::Response update_communication(Call& call, resources::CommunicationResource& resource,
                                    WantedCommunication wanted) {
  if (!http::equal_ignoring_case(resource.data_location, wanted.data_location))
    return refuse(400, "PropertyChangeNotAllowed",
                  "The data location of a Communication Services resource cannot be changed.",
                  "properties.dataLocation");
  resource.tags = std::move(wanted.tags);
  return json_answer(200, communication_json(call.plane, resource));
}

http::Response create_communication(Call& call, WantedCommunication wanted) {
  Plane& plane = call.plane;
  resources::CommunicationResource resource{.name = call.path.text("name"),
                                            .subscription = subscription_of(call),
                                            .resource_group = group_of(call),
                                            .data_location = std::move(wanted.data_location),
                                            .tags = std::move(wanted.tags),
                                            .immutable_id = plane.ids.uuid(),
                                            .primary_key = plane.new_key(64),
                                            .secondary_key = plane.new_key(64)};
  const std::string id = resources::resource_id_of(resource);
  const auto& stored =
      plane.store.communication_services().insert_or_assign(resource.name, std::move(resource)).first->second;
  const auto& operation = plane.long_running.begin(id, "Creating", plane.options.provisioning_time, [] {});
  call.event("resource-created", id);
  http::Response answer = json_answer(201, communication_json(plane, stored));
  answer.headers.add(
      "Azure-AsyncOperation",
      call.absolute_url("/subscriptions/" + stored.subscription +
                        "/providers/Microsoft.Communication/locations/global/operationStatuses/" +
                        operation.id));
  return answer;
}

}  // namespace

http::Response put_communication(Call& call) {
  const std::string& name = call.path.text("name");
  if (!is_communication_name(name))
    return invalid_name(name, "1 to 63 letters, digits, hyphens and underscores");
  auto wanted = read_communication(call.body());
  if (!wanted) return wanted.error();
  if (auto existing = find_communication(call)) {
    if (call.plane.long_running.provisioning_state(resources::resource_id_of(**existing)) == "Deleting")
      return refuse(409, "Conflict", "The resource '" + name + "' is being deleted.");
    return update_communication(call, **existing, std::move(*wanted));
  }
  if (call.plane.store.find_communication(name) != nullptr)
    return refuse(409, "NameNotAvailable", "The name '" + name + "' is in use by another resource.", "name");
  return create_communication(call, std::move(*wanted));
}

}  // namespace droppoint::fakes::resource_manager
