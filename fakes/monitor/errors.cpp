#include "fakes/monitor/errors.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "emulator/excerpt.hpp"
#include "emulator/http/response.hpp"

namespace droppoint::fakes::monitor {
namespace {

using nlohmann::ordered_json;

// Messages quote what the caller wrote, which may be no UTF-8.
std::string to_text(const ordered_json& json) {
  return json.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
}

}  // namespace

http::Response arm_error(int status, std::string_view code, std::string_view message) {
  ordered_json body;
  body["error"] = {{"code", code}, {"message", message}};
  return http::json_response(status, to_text(body));
}

http::Response bad_request(std::string_view message) {
  return to_response(Error{.code = "BadRequest", .message = std::string(message)});
}

http::Response to_response(const Error& error) {
  ordered_json body;
  body["code"] = error.code;
  body["message"] = error.message;
  return http::json_response(400, to_text(body));
}

http::Response resource_not_found(const resources::HubId& id) {
  return arm_error(404, "ResourceNotFound",
                   fmt::format("The Resource 'Microsoft.NotificationHubs/namespaces/{}/notificationHubs/{}' "
                               "under resource group '{}' was not found. For more details please go to "
                               "https://aka.ms/ARMResourceNotFoundFix",
                               excerpt(id.name_space), excerpt(id.hub), excerpt(id.resource_group)));
}

http::Response not_emulated(std::string_view what) {
  return arm_error(501, "NotEmulated",
                   fmt::format("Droppoint does not emulate {} of Azure Monitor, see docs/fidelity/monitor.md",
                               excerpt(what)));
}

}  // namespace droppoint::fakes::monitor
