#include <nlohmann/json.hpp>

#include "emulator/http/uri.hpp"
#include "fakes/notification_hubs/delivery.hpp"
#include "fakes/notification_hubs/retries.hpp"

namespace droppoint::fakes::notification_hubs {
namespace {

std::string gcm_body(const Delivery& delivery) {
  nlohmann::ordered_json body = *delivery.payload->json;
  body["to"] = delivery.handle;
  return body.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

http::Request gcm_request(const Delivery& delivery) {
  const resources::GcmCredential& credential = *delivery.payload->gcm;
  const auto url = http::Url::parse(credential.endpoint);
  return http::Request{
      .method = "POST",
      .target = url ? url->target() : "/gcm/send",
      .authority = url ? url->host : "android.googleapis.com",
      .headers = {{"authorization", "key=" + credential.api_key}, {"content-type", "application/json"}},
      .body = http::make_body(gcm_body(delivery))};
}

// The legacy protocol answers 200 also when it refuses, and says so for each device.
std::string error_in(const http::Response& response) {
  const auto json = nlohmann::json::parse(http::bytes_of(response.body), nullptr, false);
  if (!json.is_object() || !json.contains("results")) return {};
  const auto& results = json["results"];
  if (!results.is_array() || results.empty() || !results[0].is_object()) return {};
  const auto error = results[0].find("error");
  if (error == results[0].end() || !error->is_string()) return {};
  return error->get<std::string>();
}

}  // namespace

// Google's protocol before FCM v1: https://firebase.google.com/docs/cloud-messaging/http-server-ref
sim::Task<Conclusion> send_to_gcm(Core* core, Delivery delivery) {
  begin_push(*core, delivery);
  auto exchange = to_push_service(delivery, wire::Party::fcm, gcm_request(delivery));
  auto answering = core->wire.exchange(std::move(exchange));
  const wire::Answer answer = co_await std::move(answering);
  if (!answer) co_return conclude(Pns::gcm, PnsReply{.message = to_text(answer.error())});
  const std::string error = error_in(*answer);
  Conclusion conclusion = conclude(Pns::gcm, PnsReply{.status = answer->status, .reason = error});
  conclusion.retry_after = read_retry_after(answer->headers, core->now());
  co_return conclusion;
}

}  // namespace droppoint::fakes::notification_hubs
