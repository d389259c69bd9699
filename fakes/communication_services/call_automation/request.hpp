#pragma once

// For the sources of this folder only: it includes json.hpp.

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>
#include <tl/expected.hpp>

#include "fakes/communication_services/call_automation/operations.hpp"
#include "fakes/communication_services/json_members.hpp"
#include "fakes/communication_services/responses.hpp"

namespace droppoint::fakes::communication_services::call_automation {

// A request that was let in.
struct Request {
  DataPlane& plane;
  const wire::Hop& hop;
  http::PathParameters& parameters;
  // By name.
  std::string resource;
  // An object; empty where there is no body.
  nlohmann::json body;
};

// Credential (401), `api-version` and body (400), then the action. A request with the
// `Repeatability-Request-ID` of an earlier one of the resource is answered as that was, and does nothing.
sim::Task<http::Response> run(DataPlane& plane, const wire::Hop& hop, http::PathParameters parameters,
                              Action* action);
template <Action* action>
sim::Task<http::Response> operation(DataPlane& plane, const wire::Hop& hop, http::PathParameters parameters) {
  return run(plane, hop, std::move(parameters), action);
}

http::Response invalid(std::string_view message);
http::Response call_not_found();

// The connection that the path names in "connection", and its call.
struct Found {
  Connection& connection;
  Call& call;
};
tl::expected<Found, http::Response> find_connection(Request& request);
// The same, if it is in the call already: 400 else.
tl::expected<Found, http::Response> find_connected(Request& request);

// Whether the raw id has the form of a user of the request's resource.
bool is_user_of(const Request& request, std::string_view raw_id);

// A communication identifier under `member`, as a raw id: a user of the resource. 400 for none, 501 for
// telephones, Teams and bots.
tl::expected<std::string, http::Response> read_user(const Request& request, const nlohmann::json& object,
                                                    std::string_view member);
tl::expected<std::vector<std::string>, http::Response> read_users(const Request& request,
                                                                  std::string_view member);
// A URL to which callbacks may go: https, or http on loopback. `required`: 400 where there is none.
enum class Presence { required, optional };
tl::expected<std::string, http::Response> read_callback_url(const Request& request, std::string_view member,
                                                            Presence presence);
// What the asynchronous operations of a connection begin with: it is in the call (404, 400), and
// `operationCallbackUri` can be used (400).
struct Asked {
  Connection& connection;
  Call& call;
  // Empty: the connection's.
  std::string callback_uri;
  std::string context;
};
tl::expected<Asked, http::Response> find_asked(Request& request);
// 202, with the `operationContext` that was given.
http::Response accepted(const std::string& context,
                        nlohmann::ordered_json answer = nlohmann::ordered_json::object());

// Empty where there is none, or it is no text.
std::string text_of_member(const Request& request, std::string_view member);

// What the call asks for beside calling is not emulated: media streaming, transcription, speech.
std::optional<http::Response> refuse_media(const Request& request);

Callee make_callee(const DataPlane& plane, std::string user);

}  // namespace droppoint::fakes::communication_services::call_automation
