#include <algorithm>
#include <string>
#include <utility>

#include "emulator/http/response.hpp"
#include "emulator/http/uri.hpp"
#include "fakes/fcm/fcm.hpp"

#include <nlohmann/json.hpp>

// Topic management of today:
// https://firebase.google.com/docs/reference/fcm/fcmtopics/rest/v1/projects.registrations.topicSubscriptions

namespace droppoint::fakes::fcm {
namespace {

using nlohmann::ordered_json;

constexpr std::string_view kGoogleJson = "application/json; charset=UTF-8";

Refusal subscription_refusal(int http_status, std::string status, std::string message) {
  return Refusal{.http_status = http_status, .status = std::move(status), .message = std::move(message)};
}

Refusal no_subscription() {
  return subscription_refusal(404, "NOT_FOUND", "Requested entity was not found.");
}

Refusal too_many_subscriptions() {
  return subscription_refusal(429, "RESOURCE_EXHAUSTED",
                              "The app instance is subscribed to the maximum of 2000 topics.");
}

// Query parameters come in either style of names.
std::string parameter(const http::Target& target, std::string_view snake, std::string_view camel) {
  auto value = target.query_exact(snake);
  if (!value) value = target.query_exact(camel);
  return std::string(value.value_or(""));
}

ordered_json subscription_json(const DeviceToken& token, std::string_view topic, sim::Time since) {
  ordered_json json;
  json["name"] = "projects/" + token.project + "/registrations/" + token.token + "/topicSubscriptions/" +
                 std::string(topic);
  json["topicName"] = topic;
  json["createTime"] = sim::to_iso8601(since);
  return json;
}

std::optional<Refusal> check_registration(const DeviceToken* known, std::string_view token,
                                          const Project& project) {
  if (known == nullptr && !looks_like_token(token)) {
    return subscription_refusal(400, "INVALID_ARGUMENT", "Request contains an invalid argument.");
  }
  if (known == nullptr || !known->active) return no_subscription();
  if (known->project != project.project_id) {
    return subscription_refusal(403, "PERMISSION_DENIED", "SenderId mismatch");
  }
  return std::nullopt;
}

}  // namespace

// Order of checks: credential and project, quota, registration, name of the topic, then what is there.
http::Response Fcm::topic_subscriptions(const wire::Hop& hop, const http::Target& target) {
  const auto& path = target.segments();
  const std::string& method = hop.request.method;
  const sim::Time now = wire_.scheduler().now();
  const Project* project = projects_.find(path[2]);
  const bool collection = path.size() == 6;
  const bool known_method = collection ? method == "POST" || method == "GET"
                                       : method == "PATCH" || method == "DELETE" || method == "GET";
  if (path.size() > 7 || !known_method) return not_found_page(target.raw_path());
  if (const auto refusal = check_outage()) return refuse(*refusal);
  const auto authorization = hop.request.headers.get("authorization");
  if (const auto refusal = access_tokens_.check(authorization, project, path[2], now))
    return refuse(*refusal);
  if (method != "GET" && !quotas_.spend_subscription(*project, now)) {
    Refusal refusal = subscription_refusal(429, "RESOURCE_EXHAUSTED", "Too many topic subscriptions.");
    refusal.fcm_error = "QUOTA_EXCEEDED";
    return refuse(refusal);
  }
  const DeviceToken* token = device_tokens_.find(path[4]);
  if (const auto refusal = check_registration(token, path[4], *project)) return refuse(*refusal);
  if (collection && method == "GET") return list_subscriptions(*token, target);
  const std::string topic = collection ? parameter(target, "topic_name", "topicName") : path[6];
  if (!is_topic_name(topic)) {
    return refuse(bad_request({{collection ? "topic_name" : "name", "Invalid topic name provided."}}));
  }
  const bool allow_missing = parameter(target, "allow_missing", "allowMissing") == "true";
  if (method == "POST") return create_subscription(*token, topic);
  if (method == "PATCH") return update_subscription(*token, topic, allow_missing);
  if (method == "DELETE") return delete_subscription(*token, topic, allow_missing);
  return get_subscription(*token, topic);
}

http::Response Fcm::create_subscription(const DeviceToken& token, std::string_view topic) {
  switch (topics_.add(token.token, topic, wire_.scheduler().now())) {
    case Topics::Added::was_there:
      return refuse(subscription_refusal(409, "ALREADY_EXISTS", "Requested entity already exists"));
    case Topics::Added::too_many:
      return refuse(too_many_subscriptions());
    case Topics::Added::added:
      break;
  }
  return get_subscription(token, topic);
}

http::Response Fcm::update_subscription(const DeviceToken& token, std::string_view topic,
                                        bool allow_missing) {
  if (topics_.subscribed_since(token.token, topic)) return get_subscription(token, topic);
  if (!allow_missing) return refuse(no_subscription());
  if (topics_.add(token.token, topic, wire_.scheduler().now()) == Topics::Added::too_many) {
    return refuse(too_many_subscriptions());
  }
  return get_subscription(token, topic);
}

http::Response Fcm::delete_subscription(const DeviceToken& token, std::string_view topic,
                                        bool allow_missing) {
  if (!topics_.remove(token.token, topic) && !allow_missing) return refuse(no_subscription());
  return http::json_response(200, "{}", kGoogleJson);
}

http::Response Fcm::get_subscription(const DeviceToken& token, std::string_view topic) const {
  const auto since = topics_.subscribed_since(token.token, topic);
  if (!since) return refuse(no_subscription());
  return http::json_response(200, subscription_json(token, topic, *since).dump(2), kGoogleJson);
}

// A page token is the name of the last topic before the page.
http::Response Fcm::list_subscriptions(const DeviceToken& token, const http::Target& target) const {
  constexpr std::size_t kPageDefault = 100;
  constexpr std::size_t kPageDigitsMax = 4;
  constexpr std::size_t kPageMax = 1000;
  const std::string size_text = parameter(target, "page_size", "pageSize");
  std::size_t size = kPageDefault;
  if (!size_text.empty()) {
    const bool digits = size_text.find_first_not_of("0123456789") == std::string::npos;
    if (!digits || size_text.size() > kPageDigitsMax) {
      return refuse(bad_request({{"page_size", "Invalid value at 'page_size' (TYPE_INT32)"}}));
    }
    size = std::min<std::size_t>(std::stoul(size_text), kPageMax);
    if (size == 0) size = kPageDefault;
  }
  const std::string after = parameter(target, "page_token", "pageToken");
  const auto topics = topics_.of_token(token.token);
  ordered_json page = ordered_json::array();
  std::string last;
  auto next = topics.upper_bound(after);
  for (; next != topics.end() && page.size() < size; ++next) {
    page.push_back(subscription_json(token, next->first, next->second));
    last = next->first;
  }
  ordered_json body = ordered_json::object();
  if (!page.empty()) body["topicSubscriptions"] = std::move(page);
  if (next != topics.end()) body["nextPageToken"] = last;
  return http::json_response(200, body.dump(2), kGoogleJson);
}

}  // namespace droppoint::fakes::fcm
