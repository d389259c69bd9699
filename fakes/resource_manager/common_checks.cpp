#include "fakes/resource_manager/common_checks.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "emulator/http/headers.hpp"
#include "fakes/resource_manager/groups/group_json.hpp"
#include "fakes/resource_manager/json.hpp"

namespace droppoint::fakes::resource_manager {
namespace {

bool has_shape(std::string_view text, std::string_view shape) {
  return text.size() == shape.size() &&
         std::equal(text.begin(), text.end(), shape.begin(), [](char character, char wanted) {
           const bool digit = character >= '0' && character <= '9';
           const bool hex =
               digit || (character >= 'a' && character <= 'f') || (character >= 'A' && character <= 'F');
           if (wanted == '0') return digit;
           if (wanted == 'x') return hex;
           return character == wanted;
         });
}

bool is_api_version(std::string_view text) {
  constexpr std::string_view kDate = "0000-00-00";
  if (!has_shape(text.substr(0, kDate.size()), kDate)) return false;
  const std::string_view rest = text.substr(kDate.size());
  return rest.empty() || http::equal_ignoring_case(rest, "-preview") ||
         http::equal_ignoring_case(rest, "-beta");
}

}  // namespace

std::optional<http::Response> check_api_version(const http::Target& target) {
  const auto version = target.query("api-version");
  if (!version || version->empty())
    return refuse(400, "MissingApiVersionParameter",
                  "The api-version query parameter (?api-version=) is required for all requests.");
  if (!is_api_version(*version))
    return refuse(400, "InvalidApiVersionParameter",
                  "The api-version '" + std::string(*version) +
                      "' is invalid. It is a date such as 2023-03-31, or 2023-04-01-preview.");
  return std::nullopt;
}

std::optional<http::Response> check_scope(const Plane& plane, const http::PathParameters& path) {
  if (!path.contains("subscription")) return std::nullopt;
  const std::string& subscription = path.text("subscription");
  const auto found = plane.store.groups().find(subscription);
  if (found == plane.store.groups().end()) {
    if (!has_shape(subscription, "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx"))
      return refuse(400, "InvalidSubscriptionId",
                    "The provided subscription identifier '" + subscription + "' is malformed or invalid.");
    return refuse(404, "SubscriptionNotFound", "The subscription '" + subscription + "' could not be found.");
  }
  if (path.contains("group") && !found->second.contains(path.text("group")))
    return group_not_found(path.text("group"));
  return std::nullopt;
}

http::Response in_form_of(const http::Request& request, http::Response response) {
  if (response.status != 400 && response.status != 409) return response;
  const auto target = http::Target::parse(request.target);
  if (!target || target->query("api-version").value_or("") >= "2023") return response;
  const auto& segments = target->segments();
  const bool of_hubs = std::any_of(segments.begin(), segments.end(), [](const std::string& segment) {
    return http::equal_ignoring_case(segment, "Microsoft.NotificationHubs");
  });
  if (!of_hubs) return response;
  const auto json = Json::parse(http::bytes_of(response.body), nullptr, false);
  if (!json.is_object() || !json.contains("error")) return response;
  const Json& error = json["error"];
  return json_answer(response.status, Json{{"code", error["code"]}, {"message", error["message"]}});
}

}  // namespace droppoint::fakes::resource_manager
