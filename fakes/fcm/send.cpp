#include <string>
#include <utility>

#include "emulator/http/response.hpp"
#include "fakes/causes.hpp"
#include "fakes/fcm/fcm.hpp"

#include <nlohmann/json.hpp>

namespace droppoint::fakes::fcm {

std::optional<Refusal> Fcm::check_token(const Message& message, const Project& project) const {
  if (message.target.many_devices()) return std::nullopt;
  const std::string& token = message.target.token;
  const DeviceToken* known = device_tokens_.find(token);
  if (known == nullptr && !looks_like_token(token)) {
    return invalid_argument("The registration token is not a valid FCM registration token",
                            "bad-device-token");
  }
  if (known == nullptr || !known->active) {
    return Refusal{.http_status = 404,
                   .status = "NOT_FOUND",
                   .message = "Requested entity was not found.",
                   .fcm_error = "UNREGISTERED",
                   .cause = "unregistered"};
  }
  if (known->project != project.project_id) {
    return Refusal{.http_status = 403,
                   .status = "PERMISSION_DENIED",
                   .message = "SenderId mismatch",
                   .fcm_error = "SENDER_ID_MISMATCH",
                   .cause = "sender-id-mismatch"};
  }
  if (!message.restricted_package.empty() && message.restricted_package != known->app) {
    const std::string text = "Invalid package name: the token is of another app.";
    return invalid_message("message.android.restricted_package_name", text, text);
  }
  return std::nullopt;
}

// https://firebase.google.com/docs/reference/fcm/rest/v1/projects.messages/send
http::Response Fcm::send(const wire::Hop& hop, const std::string& project_as_asked) {
  const sim::Time now = wire_.scheduler().now();
  const Project* project = projects_.find(project_as_asked);
  const auto authorization = hop.request.headers.get("authorization");
  if (const auto refusal = check_outage()) return refuse_send(hop, *refusal);
  if (const auto refusal = access_tokens_.check(authorization, project, project_as_asked, now)) {
    return refuse_send(hop, *refusal);
  }
  const auto message = read_message(http::bytes_of(hop.request.body), limits_);
  if (!message) {
    quotas_.count_refused(*project, now);
    return refuse_send(hop, message.error());
  }
  std::optional<Refusal> refusal = check_token(*message, *project);
  if (refusal) {
    quotas_.count_refused(*project, now);
  } else {
    const std::string_view token = message->validate_only ? "" : std::string_view(message->target.token);
    const std::string_view topic = message->validate_only ? "" : std::string_view(message->target.topic);
    refusal = quotas_.spend(*project, token, topic, now);
  }
  if (!refusal) return accept(hop, *project, *message);
  return message->validate_only ? refuse(*refusal) : refuse_send(hop, *refusal);
}

http::Response Fcm::accept(const wire::Hop& hop, const Project& project, const Message& message) {
  const sim::Time now = wire_.scheduler().now();
  std::string id = "fake_message_id";
  if (!message.validate_only && message.target.many_devices()) {
    id = std::to_string(message_ids_.next() >> 1);
  } else if (!message.validate_only) {
    // "0:", microseconds since 1970, "%", hexadecimal digits: as the names of messages to Android look.
    const auto microseconds =
        std::chrono::duration_cast<std::chrono::microseconds>(now.time_since_epoch()).count();
    id = "0:" + std::to_string(microseconds) + '%' + message_ids_.hex(16);
  }
  const nlohmann::json body{{"name", "projects/" + project.project_id + "/messages/" + id}};
  http::Response response = http::json_response(200, body.dump(2), "application/json; charset=UTF-8");
  if (message.validate_only) return response;
  if (message.target.many_devices()) {
    fan_out(hop, message.target, project, message.restricted_package, message.content);
  } else {
    deliver_to(hop, *device_tokens_.find(message.target.token), message.content);
  }
  return response;
}

http::Response Fcm::refuse_send(const wire::Hop& hop, const Refusal& refusal) {
  const std::string& code = refusal.fcm_error.empty() ? refusal.status : refusal.fcm_error;
  settle_refused(hop, token_of_body(http::bytes_of(hop.request.body)),
                 fakes::dropped(refusal.cause, "FCM answered " + std::to_string(refusal.http_status) + ' ' +
                                                   code + ": " + refusal.message));
  return refuse(refusal);
}

}  // namespace droppoint::fakes::fcm
