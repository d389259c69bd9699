#include "fakes/communication_services/communication_services.hpp"

#include <utility>

#include "emulator/http/uri.hpp"
#include "fakes/communication_services/call_automation/operations.hpp"
#include "fakes/communication_services/channel/operations.hpp"
#include "fakes/communication_services/chat/operations.hpp"
#include "fakes/communication_services/cors.hpp"
#include "fakes/communication_services/hosts.hpp"
#include "fakes/communication_services/responses.hpp"

namespace droppoint::fakes::communication_services {

CommunicationServices::CommunicationServices(CommunicationServicesParts parts)
    : plane_(parts.wire, parts.store, parts.directory, parts.random, std::move(parts.options)) {
  add_identity_routes();
  add_registrar_routes(registrar_);
  add_registrar_routes(service_);
  add_channel_routes(channel_);
  add_channel_routes(service_);
  add_web_registrar_routes(registrar_);
  add_web_registrar_routes(channel_);
  add_web_registrar_routes(service_);
  add_device_routes();
  add_control_routes();
}

void CommunicationServices::add_identity_routes() {
  service_.add("POST", "/identities", &create_identity);
  service_.add("DELETE", "/identities/{id}", &delete_identity);
  service_.add("POST", "/identities/{id}/:issueAccessToken", &issue_access_token);
  service_.add("POST", "/identities/{id}/:revokeAccessTokens", &revoke_access_tokens);
  service_.add("*", "/teamsUser/{rest...}", &refuse_teams_exchange);
  service_.add("*", "/access/{rest...}", &refuse_teams_exchange);
  chat::add_chat_routes(service_);
  service_.add("GET", "/chat/config/realTimeNotifications", &channel::get_configuration);
  call_automation::add_call_routes(service_);
  call_automation::add_key_routes(service_);
  call_automation::add_key_routes(call_automation_keys_);
  service_.add("*", "/calling/{rest...}", &refuse_call_automation);
  service_.add("*", "/sms/{rest...}", &refuse_sms_and_email);
  service_.add("*", "/sms", &refuse_sms_and_email);
  service_.add("*", "/emails:send", &refuse_sms_and_email);
  service_.add("*", "/emails/{rest...}", &refuse_sms_and_email);
}

void CommunicationServices::add_registrar_routes(Routes& routes) {
  // "prod" on the public hosts, "testenv" in Android's test build; the government clouds have neither.
  for (const std::string base : {"/registrar/{ring}", ""}) {
    routes.add("POST", base + "/v2/registrations", &register_client);
    routes.add("DELETE", base + "/v2/registrations/{id}", &unregister_client);
  }
}

void CommunicationServices::add_channel_routes(Routes& routes) {
  routes.add("POST", "/v4/a", &channel::allocate);
  routes.add("*", "/v4/{rest...}", &refuse_channel);
  routes.add("GET", "/socket.io/1", &channel::shake_hands);
  routes.add("GET", "/socket.io/1/{session}", &channel::disconnect);
  routes.add("GET", "/socket.io/1/websocket/{session}", &channel::open_websocket);
  routes.add("MESSAGE", "/socket.io/1/websocket/{session}", &channel::take_websocket_message);
  routes.add("CLOSE", "/socket.io/1/websocket/{session}", &channel::close_websocket);
  routes.add("GET", "/socket.io/1/xhr-polling/{session}", &channel::poll);
  routes.add("POST", "/socket.io/1/xhr-polling/{session}", &channel::take_poll_packets);
}

void CommunicationServices::add_web_registrar_routes(Routes& routes) {
  for (const std::string base : {"/registrar/{ring}", ""}) {
    routes.add("POST", base + "/v3/registrations", &channel::register_endpoint);
    routes.add("DELETE", base + "/v3/registrations/{id}", &channel::unregister_endpoint);
  }
}

void CommunicationServices::add_device_routes() {
  device_.add("PUT", "/_device/registrations/{device}", &register_device);
  device_.add("DELETE", "/_device/registrations/{device}", &unregister_device);
  device_.add("PUT", "/_device/channels/{device}", &set_channel);
  device_.add("GET", "/_device/calls/{id}", &get_call_for_device);
}

void CommunicationServices::add_control_routes() {
  control_.add("POST", "/_droppoint/v1/calls", &start_call);
  control_.add("GET", "/_droppoint/v1/calls/{id}", &get_call);
  control_.add("POST", "/_droppoint/v1/calls/{id}/answer", &answer_call);
  control_.add("POST", "/_droppoint/v1/calls/{id}/decline", &decline_call);
  control_.add("POST", "/_droppoint/v1/calls/{id}/hang-up", &hang_up_call);
  control_.add("POST", "/_droppoint/v1/chat/messages", &send_chat_message);
  control_.add("GET", "/_droppoint/v1/users", &list_users);
  control_.add("GET", "/_droppoint/v1/registrations", &list_registrations);
  control_.add("GET", "/_droppoint/v1/links/{resource}", &get_link);
  control_.add("DELETE", "/_droppoint/v1/links/{resource}", &unlink);
  control_.add("POST", "/_droppoint/v1/links/{resource}/flush", &flush_link);
}

const CommunicationServices::Routes* CommunicationServices::routes_for(const wire::Hop& hop) const {
  const Host host = read_host(hop.request.authority);
  switch (host.kind) {
    case Host::Kind::resource:
      return plane_.store.find_communication(host.resource) != nullptr ? &service_ : nullptr;
    case Host::Kind::registrar:
      return &registrar_;
    case Host::Kind::channel:
      return &channel_;
    case Host::Kind::call_automation_keys:
      return &call_automation_keys_;
    case Host::Kind::local:
      break;
  }
  const std::string_view target = hop.request.target;
  if (hop.from == wire::Party::device && target.starts_with("/_device/")) return &device_;
  if (hop.from == wire::Party::client && target.starts_with("/_droppoint/")) return &control_;
  return &service_;
}

sim::Task<wire::Answer> CommunicationServices::handle(const wire::Hop& hop) {
  const Routes* routes = routes_for(hop);
  if (routes == nullptr) co_return tl::unexpected<wire::Break>(wire::Break::refused);
  // The control API keeps pages of other origins out.
  const bool open_to_pages = routes != &control_;
  if (auto preflight = open_to_pages ? preflight_answer(hop.request) : std::nullopt) {
    co_return std::move(*preflight);
  }
  auto answering = answer(*routes, hop);
  http::Response response = co_await std::move(answering);
  if (open_to_pages) allow_origin(hop.request, response);
  co_return response;
}

sim::Task<http::Response> CommunicationServices::answer(const Routes& routes, const wire::Hop& hop) {
  const auto target = http::Target::parse(hop.request.target);
  if (!target) co_return service_error(400, target.error().code, target.error().message);
  Routes::Match match = routes.find(hop.request.method, *target);
  if (match.outcome == http::RouteOutcome::not_found) {
    if (&routes == &control_) {
      co_return control_error(
          {"UnknownPath", "The control API has no such path.", "see docs/control-api.yaml"});
    }
    co_return not_found();
  }
  if (match.outcome == http::RouteOutcome::method_not_allowed) co_return method_not_allowed(match.allow());
  auto handling = (*match.handler)(plane_, hop, std::move(match.parameters));
  http::Response response = co_await std::move(handling);
  co_return response;
}

}  // namespace droppoint::fakes::communication_services
