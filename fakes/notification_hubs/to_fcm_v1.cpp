#include <nlohmann/json.hpp>

#include "emulator/http/uri.hpp"
#include "fakes/notification_hubs/delivery.hpp"
#include "fakes/notification_hubs/retries.hpp"

namespace droppoint::fakes::notification_hubs {
namespace {

constexpr std::string_view kFcmHost = "fcm.googleapis.com";

// The hub puts the handle into the caller's message.
// https://learn.microsoft.com/azure/notification-hubs/firebase-migration-rest
std::string fcm_v1_body(const Delivery& delivery) {
  nlohmann::ordered_json body = *delivery.payload->json;
  body["message"]["token"] = delivery.handle;
  return body.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

http::Request fcm_v1_request(const Delivery& delivery, const std::string& access_token) {
  return http::Request{
      .method = "POST",
      .target =
          "/v1/projects/" + http::percent_encode(delivery.payload->fcm_v1->project_id) + "/messages:send",
      .authority = std::string(kFcmHost),
      .headers = {{"authorization", "Bearer " + access_token}, {"content-type", "application/json"}},
      .body = http::make_body(fcm_v1_body(delivery))};
}

struct GoogleError {
  std::string code;
  std::string message;
};

// The code of an FcmError in `details`, else the status: as Google's own clients read it.
GoogleError read_error(const http::Response& response) {
  const auto json = nlohmann::json::parse(http::bytes_of(response.body), nullptr, false);
  if (!json.is_object() || !json.contains("error") || !json["error"].is_object()) return {};
  const auto& error = json["error"];
  const auto text = [](const nlohmann::json& object, const char* name) {
    const bool there = object.is_object() && object.contains(name) && object[name].is_string();
    return there ? object[name].get<std::string>() : std::string();
  };
  GoogleError result{text(error, "status"), text(error, "message")};
  if (!error.contains("details") || !error["details"].is_array()) return result;
  for (const auto& detail : error["details"]) {
    const std::string code = text(detail, "errorCode");
    if (code.empty()) continue;
    result.code = code;
    break;
  }
  return result;
}

Conclusion without_token(const Error& error) {
  PnsReply reply{.status = kHubItself};
  std::string message;
  if (error.code == "Unreachable") {
    reply.reason = "token-provider-unreachable";
    message = "oauth2.googleapis.com " + error.message;
  } else if (error.code == "Refused") {
    reply.reason = "unusable-key";
    message = "oauth2.googleapis.com refused the service account: " + error.message;
  } else {
    reply.reason = "unusable-key";
    message = "the service account's key cannot be read: " + error.message;
  }
  reply.message = message;
  return conclude(Pns::fcm_v1, reply);
}

}  // namespace

sim::Task<Conclusion> send_to_fcm_v1(Core* core, Delivery delivery) {
  begin_push(*core, delivery);
  const resources::FcmV1Credential& credential = *delivery.payload->fcm_v1;
  auto asking = core->oauth_tokens.token(credential, delivery.trace, delivery.notification);
  const Result<std::string> token = co_await std::move(asking);
  if (!token) co_return without_token(token.error());

  auto exchange = to_push_service(delivery, wire::Party::fcm, fcm_v1_request(delivery, *token));
  auto answering = core->wire.exchange(std::move(exchange));
  const wire::Answer answer = co_await std::move(answering);
  if (!answer) co_return conclude(Pns::fcm_v1, PnsReply{.message = to_text(answer.error())});
  if (answer->status == 401) core->oauth_tokens.forget(credential);
  if (answer->status == 200) co_return conclude(Pns::fcm_v1, PnsReply{.status = 200});
  const GoogleError error = read_error(*answer);
  const PnsReply reply{.status = answer->status, .reason = error.code, .message = error.message};
  Conclusion conclusion = conclude(Pns::fcm_v1, reply);
  conclusion.retry_after = read_retry_after(answer->headers, core->now());
  co_return conclusion;
}

}  // namespace droppoint::fakes::notification_hubs
