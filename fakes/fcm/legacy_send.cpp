#include <array>
#include <string>
#include <utility>

#include "emulator/http/response.hpp"
#include "fakes/causes.hpp"
#include "fakes/fcm/fcm.hpp"
#include "fakes/fcm/json_members.hpp"
#include "fakes/fcm/legacy_message.hpp"

#include <nlohmann/json.hpp>

// The protocol before HTTP v1: https://firebase.google.com/docs/cloud-messaging/http-server-ref

namespace droppoint::fakes::fcm {
namespace {

using nlohmann::ordered_json;

struct LegacyCause {
  std::string_view error;
  std::string_view cause;
};

constexpr std::array kLegacyCauses{
    LegacyCause{"MissingRegistration", "bad-device-token"},
    LegacyCause{"InvalidRegistration", "bad-device-token"},
    LegacyCause{"NotRegistered", "unregistered"},
    LegacyCause{"MismatchSenderId", "sender-id-mismatch"},
    LegacyCause{"MessageTooBig", "pns-payload-too-large"},
    LegacyCause{"DeviceMessageRateExceeded", "pns-throttled"},
    LegacyCause{"TopicsMessageRateExceeded", "pns-throttled"},
    LegacyCause{"", "invalid-payload"},
};

std::string_view cause_of(std::string_view error) {
  for (const LegacyCause& row : kLegacyCauses) {
    if (row.error.empty() || row.error == error) return row.cause;
  }
  return {};
}

wire::Verdict legacy_verdict(std::string_view cause, const std::string& what) {
  return fakes::dropped(cause, "FCM's legacy protocol answered " + what);
}

// To wait until the service is back, as the cause advises in general, would be of no use here.
wire::Verdict retired_verdict(const std::string& what) {
  wire::Verdict verdict = legacy_verdict("pns-unavailable", what + ": Google closed it in June 2024");
  verdict.remedy =
      "Give the hub an FCM v1 credential, register devices as fcmv1, and send in the format fcmv1.";
  verdict.document = "https://learn.microsoft.com/azure/notification-hubs/notification-hubs-gcm-to-fcm";
  return verdict;
}

// Whatever the body is: for the notification that a refused request is about.
std::string token_of_legacy_body(std::string_view body) {
  return text_of(nlohmann::json::parse(body, nullptr, false), "to");
}

// In the forms of the two ways to ask.
http::Response one_result_as_text(const ordered_json& result) {
  std::string text;
  if (result.contains("error")) {
    text = "Error=" + text_of(result, "error");
  } else {
    text = "id=" + text_of(result, "message_id");
    if (result.contains("registration_id")) text += "\nregistration_id=" + text_of(result, "registration_id");
  }
  return http::text_response(200, "text/plain; charset=UTF-8", text + "\n");
}

http::Response all_results(std::uint64_t multicast_id, ordered_json results) {
  int failed = 0;
  int canonical = 0;
  for (const ordered_json& each : results) {
    if (each.contains("error")) ++failed;
    if (each.contains("registration_id")) ++canonical;
  }
  ordered_json body;
  body["multicast_id"] = multicast_id;
  body["success"] = static_cast<int>(results.size()) - failed;
  body["failure"] = failed;
  body["canonical_ids"] = canonical;
  body["results"] = std::move(results);
  return http::json_response(200, dump_text(body), "application/json; charset=UTF-8");
}

}  // namespace

// Order of checks: retirement, outage, server key, form of the body; then for each receiver the message, the
// token, its project, its app, its quota.
http::Response Fcm::legacy_send(const wire::Hop& hop, std::string_view path) {
  const std::string_view bytes = http::bytes_of(hop.request.body);
  const std::string asked_token = token_of_legacy_body(bytes);
  if (legacy_ == Legacy::off) {
    settle_refused(hop, asked_token, retired_verdict("404"));
    return not_found_page(path);
  }
  if (legacy_ == Legacy::deprecated) {
    settle_refused(hop, asked_token, retired_verdict("200 DeprecatedApi"));
    return all_results(message_ids_.next() >> 1, ordered_json::array({{{"error", "DeprecatedApi"}}}));
  }
  if (const auto refusal = check_outage()) {
    settle_refused(hop, asked_token, legacy_verdict("pns-unavailable", "503"));
    http::Response response = http::text_response(503, "text/html; charset=UTF-8", "Service Unavailable\n");
    if (refusal->retry_after_seconds) {
      response.headers.add("retry-after", std::to_string(*refusal->retry_after_seconds));
    }
    return response;
  }
  constexpr std::string_view kKey = "key=";
  const auto authorization = hop.request.headers.get("authorization").value_or("");
  std::vector<const Project*> projects;
  if (authorization.starts_with(kKey)) projects = projects_.of_server_key(authorization.substr(kKey.size()));
  if (projects.empty()) {
    settle_refused(hop, asked_token, legacy_verdict("pns-invalid-credentials", "401"));
    return unauthorized_page();
  }
  const auto type = hop.request.headers.get("content-type").value_or("");
  const auto message = type.starts_with("application/json") ? read_legacy_json(bytes, limits_)
                                                            : read_legacy_form(bytes, limits_);
  if (!message) {
    settle_refused(hop, asked_token, legacy_verdict("invalid-payload", "400: " + message.error()));
    return http::text_response(400, "text/plain; charset=UTF-8", message.error());
  }
  return message->tokens.empty() ? legacy_to_topic(hop, projects, *message)
                                 : legacy_to_devices(hop, projects, *message);
}

std::string Fcm::legacy_error(const std::vector<const Project*>& projects, const LegacyMessage& message,
                              const std::string& token) {
  if (token.empty()) return "MissingRegistration";
  if (!message.error.empty()) return message.error;
  const DeviceToken* known = device_tokens_.find(token);
  if (known == nullptr && !looks_like_token(token)) return "InvalidRegistration";
  if (known == nullptr || !known->active) return "NotRegistered";
  bool of_sender = false;
  for (const Project* project : projects) {
    if (project->project_id == known->project) of_sender = true;
  }
  if (!of_sender) return "MismatchSenderId";
  const std::string& package = message.restricted_package;
  if (!package.empty() && package != known->app) return "InvalidPackageName";
  if (message.dry_run) return {};
  return std::string(quotas_.spend_legacy(token, {}, wire_.scheduler().now()));
}

http::Response Fcm::legacy_to_devices(const wire::Hop& hop, const std::vector<const Project*>& projects,
                                      const LegacyMessage& message) {
  const std::uint64_t multicast_id = message_ids_.next() >> 1;
  ordered_json results = ordered_json::array();
  for (const std::string& token : message.tokens) {
    const std::string error = legacy_error(projects, message, token);
    if (!error.empty()) {
      results.push_back({{"error", error}});
      if (!message.dry_run) settle_refused(hop, token, legacy_verdict(cause_of(error), "200 " + error));
      continue;
    }
    const DeviceToken& known = *device_tokens_.find(token);
    ordered_json result;
    result["message_id"] = "fake_message_id";
    if (!message.dry_run) {
      const auto microseconds =
          std::chrono::duration_cast<std::chrono::microseconds>(wire_.scheduler().now().time_since_epoch())
              .count();
      result["message_id"] = "0:" + std::to_string(microseconds) + '%' + message_ids_.hex(16);
      deliver_to(hop, known, message.content);
    }
    // An app that has a newer token is reached by the older one, too, and the sender is told of the newer.
    const DeviceToken& newest = device_tokens_.newest_of(known);
    if (newest.token != known.token) result["registration_id"] = newest.token;
    results.push_back(std::move(result));
  }
  return message.form ? one_result_as_text(results[0]) : all_results(multicast_id, std::move(results));
}

http::Response Fcm::legacy_to_topic(const wire::Hop& hop, const std::vector<const Project*>& projects,
                                    const LegacyMessage& message) {
  std::string error = message.error;
  const std::string& topic = message.by_topic.topic;
  if (error.empty() && !message.dry_run) {
    error = std::string(quotas_.spend_legacy({}, topic, wire_.scheduler().now()));
  }
  ordered_json body;
  if (!error.empty()) {
    body["error"] = error;
    if (!message.dry_run) settle_refused(hop, {}, legacy_verdict(cause_of(error), "200 " + error));
  } else {
    body["message_id"] = message_ids_.next() >> 1;
    for (const Project* project : projects) {
      if (message.dry_run) break;
      fan_out(hop, message.by_topic, *project, message.restricted_package, message.content);
    }
  }
  return http::json_response(200, dump_text(body), "application/json; charset=UTF-8");
}

}  // namespace droppoint::fakes::fcm
