#pragma once

// For the sources of this folder only: it includes json.hpp.

#include <optional>
#include <string>
#include <string_view>
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

// Never waits: what it sets off runs after its answer.
using Action = http::Response (*)(Request& request);

// Credential (401), `api-version` and body (400), then the action. A request with the
// `Repeatability-Request-ID` of an earlier one of the resource is answered as that was, and does nothing.
sim::Task<http::Response> run(DataPlane& plane, const wire::Hop& hop, http::PathParameters parameters,
                              Action action);

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
// Empty where there is none, or it is no text.
std::string text_of_member(const Request& request, std::string_view member);

// What the call asks for beside calling is not emulated: media streaming, transcription, speech.
std::optional<http::Response> refuse_media(const Request& request);

Callee make_callee(const DataPlane& plane, std::string user);

}  // namespace droppoint::fakes::communication_services::call_automation
