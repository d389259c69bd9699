#include <string>

#include "emulator/http/response.hpp"
#include "emulator/http/uri.hpp"
#include "fakes/fcm/fcm.hpp"
#include "fakes/fcm/json_members.hpp"

#include <nlohmann/json.hpp>

// `/_droppoint/v1/fcm`: what Google's consoles show and change.

namespace droppoint::fakes::fcm {
namespace {

using nlohmann::ordered_json;

http::Response control_error(int status, std::string_view code, std::string_view message,
                             std::string_view hint) {
  ordered_json body;
  body["error"] = {{"code", code}, {"message", message}, {"hint", hint}};
  return http::json_response(status, dump_text(body));
}

ordered_json account_json(const ServiceAccount& account) {
  ordered_json json;
  json["client_email"] = account.client_email;
  json["state"] = to_text(account.state);
  return json;
}

}  // namespace

http::Response Fcm::control(const wire::Hop& hop, const http::Target& target) {
  const auto& path = target.segments();
  const std::string& method = hop.request.method;
  if (path.size() == 3 && method == "GET") {
    ordered_json body;
    body["projects"] = ordered_json::array();
    for (const Project& project : projects_.all()) {
      ordered_json json;
      json["project"] = project.project_id;
      json["number"] = project.number;
      json["service_accounts"] = ordered_json::array();
      for (const auto& account : project.service_accounts) {
        json["service_accounts"].push_back(account_json(account));
      }
      body["projects"].push_back(std::move(json));
    }
    return http::json_response(200, dump_text(body));
  }
  if (path.size() != 5 || path[3] != "service-accounts" || method != "PATCH") {
    return control_error(404, "NotFound", "there is no such control call",
                         "GET /fcm, or PATCH /fcm/service-accounts/{client_email}");
  }
  const auto request = nlohmann::json::parse(http::bytes_of(hop.request.body), nullptr, false);
  const auto state = parse_account_state(text_of(request, "state"));
  if (!state) {
    return control_error(400, "InvalidState", "'state' is no state of a service account",
                         "one of active, key-deleted, disabled, deleted");
  }
  if (!projects_.set_account_state(path[4], *state)) {
    return control_error(404, "NotFound", "no project has that service account", "GET /fcm lists them");
  }
  return http::json_response(200, dump_text(account_json(*projects_.find_account(path[4]))));
}

}  // namespace droppoint::fakes::fcm
