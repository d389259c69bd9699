#include <string>
#include <utility>

#include "emulator/http/response.hpp"
#include "fakes/causes.hpp"
#include "fakes/fcm/fcm.hpp"

#include <nlohmann/json.hpp>

namespace droppoint::fakes::fcm {
namespace {

std::optional<Refusal> check_token(const DeviceToken* known, std::string_view token,
                                   std::string_view project) {
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
  if (known->project != project) {
    return Refusal{.http_status = 403,
                   .status = "PERMISSION_DENIED",
                   .message = "SenderId mismatch",
                   .fcm_error = "SENDER_ID_MISMATCH",
                   .cause = "sender-id-mismatch"};
  }
  return std::nullopt;
}

}  // namespace

// https://firebase.google.com/docs/reference/fcm/rest/v1/projects.messages/send
http::Response Fcm::send(const wire::Hop& hop, const std::string& project) {
  const auto authorization = hop.request.headers.get("authorization");
  if (const auto refusal = access_tokens_.check(authorization, project, wire_.scheduler().now())) {
    return refuse_send(hop, *refusal);
  }
  const auto message = read_message(http::bytes_of(hop.request.body));
  if (!message) return refuse_send(hop, message.error());
  if (const auto refusal = check_token(device_tokens_.find(message->token), message->token, project)) {
    return message->validate_only ? refuse(*refusal) : refuse_send(hop, *refusal);
  }
  return accept(hop, project, *message);
}

http::Response Fcm::accept(const wire::Hop& hop, const std::string& project, const Message& message) {
  const sim::Time now = wire_.scheduler().now();
  // "0:", microseconds since 1970, "%", hexadecimal digits: as the names of messages to Android look.
  const auto microseconds =
      std::chrono::duration_cast<std::chrono::microseconds>(now.time_since_epoch()).count();
  const std::string id = "0:" + std::to_string(microseconds) + '%' + message_ids_.hex(16);
  const nlohmann::json body{{"name", "projects/" + project + "/messages/" + id}};
  http::Response response = http::json_response(200, body.dump(2), "application/json; charset=UTF-8");
  if (message.validate_only) return response;

  const DeviceToken& token = *device_tokens_.find(message.token);
  Push push{.token = token.token,
            .device = token.device,
            .app = token.app,
            .trace = hop.trace,
            .notification = hop.notification,
            .collapse_key = message.collapse_key,
            .high_priority = message.high_priority,
            .ttl = message.ttl,
            .expires_at = now + message.ttl,
            .body = http::make_body(message.payload)};
  if (!push.notification) push.notification = open_direct(hop, push.token);
  delivery_.start(std::move(push));
  return response;
}

// The hub settles what it sent itself, in a wider light; what reached FCM directly is settled here.
http::Response Fcm::refuse_send(const wire::Hop& hop, const Refusal& refusal) {
  const std::string& code = refusal.fcm_error.empty() ? refusal.status : refusal.fcm_error;
  wire::Verdict verdict =
      fakes::dropped(refusal.cause, "FCM answered " + std::to_string(refusal.http_status) + ' ' + code +
                                        ": " + refusal.message);
  if (hop.notification) {
    wire_.ledger().diagnose(hop.notification, std::move(verdict));
  } else {
    const std::string token = token_of_body(http::bytes_of(hop.request.body));
    wire_.ledger().settle(open_direct(hop, token), std::move(verdict));
  }
  return refuse(refusal);
}

wire::NotificationId Fcm::open_direct(const wire::Hop& hop, std::string_view token) {
  wire::Notification notification{.trace = hop.trace, .kind = "direct", .channel = "push"};
  if (auto owner = directory_.find(token)) {
    notification.device = std::move(owner->device);
    notification.user = std::move(owner->user);
  }
  return wire_.ledger().open(std::move(notification));
}

}  // namespace droppoint::fakes::fcm
