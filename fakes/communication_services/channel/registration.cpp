#include <charconv>

#include "emulator/http/response.hpp"
#include "fakes/communication_services/authenticate.hpp"
#include "fakes/communication_services/channel/operations.hpp"
#include "fakes/communication_services/json_members.hpp"
#include "fakes/communication_services/registrar_request.hpp"
#include "fakes/communication_services/responses.hpp"

namespace droppoint::fakes::communication_services::channel {
namespace {

constexpr char kInvalidEndpoint[] = "InvalidRegistration";
constexpr std::string_view kAddressPath = "/v4/f/";

// Of "https://…/v4/f/{connection}/".
std::optional<std::string> connection_of_address(std::string_view path) {
  const std::size_t at = path.find(kAddressPath);
  if (at == std::string_view::npos) return std::nullopt;
  path.remove_prefix(at + kAddressPath.size());
  const std::string_view id = path.substr(0, path.find('/'));
  if (id.empty()) return std::nullopt;
  return std::string(id);
}

Result<sim::Duration> time_to_live(const nlohmann::json& transport) {
  const auto ttl = transport.find("ttl");
  if (ttl == transport.end()) return sim::Duration(std::chrono::seconds(kChatTtlSecondsDefault));
  const bool is_number = ttl->is_number_integer();
  const std::int64_t seconds = is_number ? ttl->get<std::int64_t>() : 0;
  if (seconds < kChatTtlSecondsMin || seconds > kTtlSecondsMax) {
    return fail(kInvalidEndpoint, "ttl is no number of seconds from 1 to 180 days.");
  }
  return sim::Duration(std::chrono::seconds(seconds));
}

Result<Purpose> purpose_of_template(const nlohmann::json& body) {
  const auto description = body.find("clientDescription");
  const bool has = description != body.end() && description->is_object();
  const std::string key = has ? text_member(*description, "templateKey").value_or("") : std::string();
  if (key.find("Chat") != std::string::npos) return Purpose::chat;
  if (key.find("Call") != std::string::npos) {
    return fail("NotEmulated", "The calling SDK's channel, whose wire form is closed,");
  }
  return fail(kInvalidEndpoint, "clientDescription.templateKey is missing or unknown.");
}

const nlohmann::json* trouter_transport(const nlohmann::json& body) {
  const auto transports = body.find("transports");
  if (transports == body.end() || !transports->is_object()) return nullptr;
  const auto entries = transports->find("TROUTER");
  if (entries == transports->end() || !entries->is_array() || entries->empty()) return nullptr;
  return entries->front().is_object() ? &entries->front() : nullptr;
}

Result<Endpoint> read_endpoint(const nlohmann::json& body, const nlohmann::json& transport, sim::Time now) {
  Endpoint endpoint;
  endpoint.id = text_member(body, "registrationId").value_or("");
  if (endpoint.id.empty()) return fail(kInvalidEndpoint, "registrationId is missing or no text.");
  const auto connection = connection_of_address(text_member(transport, "path").value_or(""));
  if (!connection) return fail(kInvalidEndpoint, "path is no address of a connection (surl).");
  endpoint.connection = *connection;
  const auto purpose = purpose_of_template(body);
  if (!purpose) return tl::unexpected(purpose.error());
  endpoint.purpose = *purpose;
  const auto ttl = time_to_live(transport);
  if (!ttl) return tl::unexpected(ttl.error());
  endpoint.expires_at = sim::saturated_sum(now, *ttl);
  return endpoint;
}

}  // namespace

// The web's form of the registrar takes the same body as the mobile one; without TROUTER among the transports
// it is the same registration.
sim::Task<http::Response> register_endpoint(DataPlane& plane, const wire::Hop& hop,
                                            http::PathParameters parameters) {
  const auto claims = authenticate_user(plane, hop);
  if (!claims) co_return claims.error();
  const auto body = read_object(hop.request);
  if (!body) co_return service_error(400, body.error().code, body.error().message);
  const nlohmann::json* transport = trouter_transport(*body);
  if (transport == nullptr) {
    auto registering = register_client(plane, hop, std::move(parameters));
    http::Response answer = co_await std::move(registering);
    co_return answer;
  }
  auto endpoint = read_endpoint(*body, *transport, plane.now());
  if (!endpoint && endpoint.error().code == "NotEmulated") co_return not_emulated(endpoint.error().message);
  if (!endpoint) co_return service_error(400, endpoint.error().code, endpoint.error().message);
  if (!claims->has_scope("chat")) {
    co_return service_error(403, "Forbidden", "The user token lacks the scope chat.");
  }
  endpoint->user = claims->user;
  plane.connections.put(std::move(*endpoint));
  co_return http::empty_response(202);
}

// Also 202 for a registration that is gone already (inferred).
sim::Task<http::Response> unregister_endpoint(DataPlane& plane, const wire::Hop& hop,
                                              http::PathParameters parameters) {
  const auto claims = authenticate_user(plane, hop);
  if (!claims) co_return claims.error();
  const std::string id(parameters.text("id"));
  plane.connections.remove_endpoint(claims->user, id);
  plane.registrations.remove(claims->user, id);
  co_return http::empty_response(202);
}

}  // namespace droppoint::fakes::communication_services::channel
