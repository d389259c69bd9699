#include <algorithm>
#include <string>
#include <utility>

#include "emulator/http/response.hpp"
#include "emulator/http/uri.hpp"
#include "fakes/fcm/fcm.hpp"
#include "fakes/fcm/json_members.hpp"

#include <nlohmann/json.hpp>

// Topic management of before, on iid.googleapis.com:
// https://developers.google.com/instance-id/reference/server

namespace droppoint::fakes::fcm {
namespace {

using nlohmann::ordered_json;

constexpr std::size_t kTokensPerRequestMax = 1000;
constexpr std::string_view kTopicPrefix = "/topics/";

http::Response instance_id_error(int status, const std::string& error) {
  return http::json_response(status, ordered_json{{"error", error}}.dump());
}

bool is_of(const std::vector<const Project*>& projects, std::string_view project_id) {
  return std::any_of(projects.begin(), projects.end(),
                     [&](const Project* each) { return each->project_id == project_id; });
}

}  // namespace

// An access token counts only beside `access_token_auth: true`; a server key is for the legacy protocol.
std::vector<const Project*> Fcm::projects_of_caller(const wire::Hop& hop) const {
  constexpr std::string_view kServerKey = "key=";
  const auto& headers = hop.request.headers;
  const auto authorization = headers.get("authorization");
  if (!authorization) return {};
  if (authorization->starts_with(kServerKey)) {
    return legacy_ == Legacy::on ? projects_.of_server_key(authorization->substr(kServerKey.size()))
                                 : std::vector<const Project*>();
  }
  if (headers.get("access_token_auth") != "true") return {};
  const Project* project = access_tokens_.project_of(authorization, wire_.scheduler().now());
  if (project == nullptr) return {};
  return {project};
}

http::Response Fcm::instance_id(const wire::Hop& hop, const http::Target& target) {
  const auto& path = target.segments();
  const bool post = hop.request.method == "POST";
  const bool adds = post && path.size() == 2 && path[1] == "v1:batchAdd";
  const bool removes = post && path.size() == 2 && path[1] == "v1:batchRemove";
  const bool info = path.size() == 3 && path[1] == "info" && hop.request.method == "GET";
  const bool relation =
      post && path.size() == 6 && path[1] == "v1" && path[3] == "rel" && path[4] == "topics";
  if (!adds && !removes && !info && !relation) {
    return refuse(not_emulated("This part of the Instance ID interface"));
  }
  if (const auto refusal = check_outage()) return refuse(*refusal);
  const auto projects = projects_of_caller(hop);
  if (projects.empty()) return unauthorized_page();
  if (adds || removes) return change_many(hop, projects, adds);
  if (info) return instance_info(path[2], target.query_exact("details") == "true");
  if (!is_topic_name(path[5])) return instance_id_error(400, "INVALID_ARGUMENT");
  const std::string error = change_one(projects, path[2], path[5], true);
  if (error.empty()) return http::json_response(200, "{}");
  return instance_id_error(error == "NOT_FOUND" ? 404 : 400, error);
}

http::Response Fcm::change_many(const wire::Hop& hop, const std::vector<const Project*>& projects, bool add) {
  const ordered_json body = ordered_json::parse(http::bytes_of(hop.request.body), nullptr, false);
  const std::string to = text_of(body, "to");
  const std::string topic = to.starts_with(kTopicPrefix) ? to.substr(kTopicPrefix.size()) : std::string();
  const ordered_json& tokens = member(body, "registration_tokens");
  const bool good =
      is_topic_name(topic) && tokens.is_array() && !tokens.empty() && tokens.size() <= kTokensPerRequestMax &&
      std::all_of(tokens.begin(), tokens.end(), [](const auto& each) { return each.is_string(); });
  if (!good) return instance_id_error(400, "INVALID_ARGUMENT");
  ordered_json results = ordered_json::array();
  for (const ordered_json& token : tokens) {
    const std::string error = change_one(projects, token.get<std::string>(), topic, add);
    results.push_back(error.empty() ? ordered_json::object() : ordered_json{{"error", error}});
  }
  return http::json_response(200, ordered_json{{"results", std::move(results)}}.dump());
}

// Empty, or what is wrong. To add what is there, or to remove what is not, is no error.
std::string Fcm::change_one(const std::vector<const Project*>& projects, const std::string& token,
                            std::string_view topic, bool add) {
  const sim::Time now = wire_.scheduler().now();
  const DeviceToken* known = device_tokens_.find(token);
  if (known == nullptr && !looks_like_token(token)) return "INVALID_ARGUMENT";
  if (known == nullptr || !known->active) return "NOT_FOUND";
  if (!is_of(projects, known->project)) return "PERMISSION_DENIED";
  if (!quotas_.spend_subscription(*projects_.find(known->project), now)) return "RESOURCE_EXHAUSTED";
  if (!add) {
    topics_.remove(token, topic);
    return {};
  }
  const bool too_many = topics_.add(token, topic, now) == Topics::Added::too_many;
  return too_many ? "TOO_MANY_TOPICS" : std::string();
}

http::Response Fcm::instance_info(const std::string& token, bool details) const {
  const DeviceToken* known = device_tokens_.find(token);
  if (known == nullptr && !looks_like_token(token)) return instance_id_error(400, "InvalidToken");
  if (known == nullptr || !known->active) {
    return instance_id_error(404, "No information found about this instance id.");
  }
  ordered_json body;
  body["application"] = known->app;
  const Project* project = projects_.find(known->project);
  body["authorizedEntity"] = project == nullptr ? known->project : project->number;
  body["platform"] = "ANDROID";
  const auto topics = topics_.of_token(token);
  if (details && !topics.empty()) {
    constexpr std::size_t kDateSize = 10;
    for (const auto& [topic, since] : topics) {
      body["rel"]["topics"][topic]["addDate"] = sim::to_iso8601(since).substr(0, kDateSize);
    }
  }
  return http::json_response(200, body.dump());
}

}  // namespace droppoint::fakes::fcm
