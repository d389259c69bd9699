#include "fakes/communication_services/identity_of_path.hpp"

#include "fakes/communication_services/authenticate.hpp"
#include "fakes/communication_services/responses.hpp"
#include "fakes/communication_services/token_request.hpp"

namespace droppoint::fakes::communication_services {

tl::expected<AddressedIdentity, http::Response> identity_of_path(DataPlane& plane, const wire::Hop& hop,
                                                                 const http::PathParameters& parameters) {
  auto resource = authenticate(plane, hop);
  if (!resource) return tl::unexpected(resource.error());
  if (auto refusal = missing_api_version(hop.request)) return tl::unexpected(std::move(*refusal));
  const std::string& id = parameters.text("id");
  const Identity* identity = plane.identities.find(id);
  if (identity == nullptr ||
      identity->resource_id != plane.store.find_communication(*resource)->immutable_id) {
    return tl::unexpected(
        service_error(404, "NotFound", "The resource " + *resource + " has no identity " + id + "."));
  }
  return AddressedIdentity{std::move(*resource), id};
}

}  // namespace droppoint::fakes::communication_services
