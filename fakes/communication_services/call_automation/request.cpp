#include "fakes/communication_services/call_automation/request.hpp"

#include <algorithm>
#include <utility>

#include "emulator/http/loopback.hpp"
#include "emulator/http/uri.hpp"
#include "fakes/communication_services/authenticate.hpp"
#include "fakes/communication_services/identifier.hpp"
#include "fakes/communication_services/token_request.hpp"

namespace droppoint::fakes::communication_services::call_automation {
namespace {

constexpr std::string_view kRepeatabilityRequestId = "Repeatability-Request-ID";

http::Response act(Request& request, Action* action) {
  const std::string id(request.hop.request.headers.get(kRepeatabilityRequestId).value_or(""));
  if (id.empty()) return action(request);
  Connections& connections = request.plane.call_connections;
  if (const http::Response* known = connections.answer_of(request.resource, id)) return *known;
  http::Response response = action(request);
  response.headers.add("Repeatability-Result", "accepted");
  if (response.status < 300) connections.remember_answer(request.resource, id, response);
  return response;
}

}  // namespace

bool is_user_of(const Request& request, std::string_view raw_id) {
  const resources::CommunicationResource* resource = request.plane.store.find_communication(request.resource);
  return resource != nullptr && raw_id.starts_with("8:acs:" + resource->immutable_id + '_');
}

sim::Task<http::Response> run(DataPlane& plane, const wire::Hop& hop, http::PathParameters parameters,
                              Action* action) {
  auto resource = authenticate(plane, hop);
  if (!resource) co_return std::move(resource.error());
  if (auto refusal = missing_api_version(hop.request)) co_return std::move(*refusal);
  auto body = read_object(hop.request);
  if (!body) co_return invalid(body.error().message);
  Request request{plane, hop, parameters, std::move(*resource), std::move(*body)};
  co_return act(request, action);
}

http::Response invalid(std::string_view message) {
  return service_error(400, "BadRequest", message);
}

http::Response call_not_found() {
  return service_error(404, "8522", "The call was not found.");
}

tl::expected<Found, http::Response> find_connection(Request& request) {
  Connection* connection = request.plane.call_connections.find(request.parameters.text("connection"));
  if (connection == nullptr || connection->resource != request.resource) {
    return tl::unexpected(call_not_found());
  }
  Call* call = request.plane.calls.find(connection->call);
  if (call == nullptr) return tl::unexpected(call_not_found());
  return Found{*connection, *call};
}

tl::expected<Found, http::Response> find_connected(Request& request) {
  auto found = find_connection(request);
  if (found && found->connection.state != ConnectionState::connected) {
    return tl::unexpected(service_error(400, "8501",
                                        "The action is not valid while the connection is " +
                                            std::string(to_text(found->connection.state)) + "."));
  }
  return found;
}

tl::expected<std::string, http::Response> read_user(const Request& request, const nlohmann::json& object,
                                                    std::string_view member) {
  const auto value = object.find(member);
  if (value == object.end() || value->is_null()) {
    return tl::unexpected(invalid(std::string(member) + " is missing."));
  }
  auto raw_id = read_identifier(*value);
  if (!raw_id) return tl::unexpected(invalid(raw_id.error().message));
  if (is_user_of(request, *raw_id)) return std::move(*raw_id);
  if (raw_id->starts_with("8:acs:")) {
    return tl::unexpected(invalid(std::string(member) + " is a user of another resource."));
  }
  return tl::unexpected(not_emulated("Calling anybody but users of the resource"));
}

tl::expected<std::vector<std::string>, http::Response> read_users(const Request& request,
                                                                  std::string_view member) {
  const auto values = request.body.find(member);
  if (values == request.body.end() || !values->is_array() || values->empty()) {
    return tl::unexpected(invalid(std::string(member) + " is missing or empty."));
  }
  std::vector<std::string> users;
  for (const nlohmann::json& value : *values) {
    auto user = read_user(request, {{std::string(member), value}}, member);
    if (!user) return tl::unexpected(std::move(user.error()));
    if (std::find(users.begin(), users.end(), *user) == users.end()) users.push_back(std::move(*user));
  }
  return users;
}

tl::expected<std::string, http::Response> read_callback_url(const Request& request, std::string_view member,
                                                            Presence presence) {
  const std::string text = text_of_member(request, member);
  if (text.empty() && presence == Presence::optional) return text;
  const auto url = http::Url::parse(text);
  const bool usable =
      url && (url->scheme == "https" || (url->scheme == "http" && http::is_loopback_name(url->authority())));
  if (!usable) {
    return tl::unexpected(invalid("The field " + std::string(member) +
                                  " is invalid: it is no absolute URL with https, or http on loopback."));
  }
  return text;
}

tl::expected<Asked, http::Response> find_asked(Request& request) {
  auto url = read_callback_url(request, "operationCallbackUri", Presence::optional);
  if (!url) return tl::unexpected(std::move(url.error()));
  auto found = find_connected(request);
  if (!found) return tl::unexpected(std::move(found.error()));
  return Asked{found->connection, found->call, std::move(*url), text_of_member(request, "operationContext")};
}

http::Response accepted(const std::string& context, nlohmann::ordered_json answer) {
  if (!context.empty()) answer["operationContext"] = context;
  return json_answer(202, answer);
}

std::string text_of_member(const Request& request, std::string_view member) {
  return text_member(request.body, member).value_or("");
}

std::optional<http::Response> refuse_media(const Request& request) {
  for (const std::string_view member : {"mediaStreamingOptions", "transcriptionOptions"}) {
    const auto found = request.body.find(member);
    if (found != request.body.end() && !found->is_null()) return not_emulated(member);
  }
  return std::nullopt;
}

Callee make_callee(const DataPlane& plane, std::string user) {
  const Identity* identity = plane.identities.find(user);
  Callee callee;
  callee.label = identity == nullptr ? user : identity->label();
  callee.user = std::move(user);
  return callee;
}

}  // namespace droppoint::fakes::communication_services::call_automation
