#include "emulator/http/response.hpp"
#include "fakes/communication_services/handler.hpp"
#include "fakes/communication_services/responses.hpp"

#include <nlohmann/json.hpp>

// GET and DELETE /_droppoint/v1/links/{resource}, and POST …/flush.

namespace droppoint::fakes::communication_services {
namespace {

using Json = nlohmann::ordered_json;

Json link_json(const std::optional<resources::Link>& link) {
  if (!link) return nullptr;
  Json json;
  json["connection_string"] = link->connection_string;
  json["resource_id"] = link->resource_id;
  json["written_at"] = sim::to_iso8601(link->written_at);
  return json;
}

Error unknown_resource(const http::PathParameters& parameters) {
  return {"UnknownResource",
          "There is no Communication Services resource " + parameters.text("resource") + "."};
}

}  // namespace

// `effective` is what a send at this moment goes by: what the data plane has loaded while that holds, else
// what is written, which the send would load.
sim::Task<http::Response> get_link(DataPlane& plane, const wire::Hop&, http::PathParameters parameters) {
  const auto* resource = plane.store.find_communication(parameters.text("resource"));
  if (resource == nullptr) co_return control_error(unknown_resource(parameters));
  const LinkCache::Entry* loaded = plane.links.valid_entry(resource->immutable_id, plane.now());
  Json json;
  json["written"] = link_json(resource->link);
  json["effective"] = link_json(loaded != nullptr ? loaded->link : resource->link);
  json["loaded_at"] = loaded != nullptr ? Json(sim::to_iso8601(loaded->loaded_at)) : Json();
  json["valid_until"] = loaded != nullptr ? Json(sim::to_iso8601(loaded->valid_until)) : Json();
  co_return json_answer(200, json);
}

// The portal's Disconnect, for which no public operation exists.
sim::Task<http::Response> unlink(DataPlane& plane, const wire::Hop&, http::PathParameters parameters) {
  auto* resource = plane.store.find_communication(parameters.text("resource"));
  if (resource == nullptr) co_return control_error(unknown_resource(parameters));
  resource->link.reset();
  co_return http::empty_response(204);
}

sim::Task<http::Response> flush_link(DataPlane& plane, const wire::Hop&, http::PathParameters parameters) {
  const auto* resource = plane.store.find_communication(parameters.text("resource"));
  if (resource == nullptr) co_return control_error(unknown_resource(parameters));
  plane.links.flush(resource->immutable_id);
  co_return http::empty_response(204);
}

}  // namespace droppoint::fakes::communication_services
