#include "fakes/apns/reasons.hpp"

#include <array>
#include <chrono>

#include "emulator/assert.hpp"

namespace droppoint::fakes::apns {
namespace {

constexpr std::array kReasons{
    ReasonRow{Reason::bad_collapse_id, 400, "BadCollapseId", "bad-request-header"},
    ReasonRow{Reason::bad_device_token, 400, "BadDeviceToken", "bad-device-token"},
    ReasonRow{Reason::bad_expiration_date, 400, "BadExpirationDate", "bad-request-header"},
    ReasonRow{Reason::bad_message_id, 400, "BadMessageId", "bad-request-header"},
    ReasonRow{Reason::bad_priority, 400, "BadPriority", "bad-request-header"},
    ReasonRow{Reason::bad_topic, 400, "BadTopic", "bad-request-header"},
    ReasonRow{Reason::device_token_not_for_topic, 400, "DeviceTokenNotForTopic",
              "device-token-not-for-topic"},
    ReasonRow{Reason::duplicate_headers, 400, "DuplicateHeaders", "bad-request-header"},
    ReasonRow{Reason::idle_timeout, 400, "IdleTimeout", "pns-unavailable"},
    ReasonRow{Reason::invalid_push_type, 400, "InvalidPushType", "bad-request-header"},
    ReasonRow{Reason::missing_device_token, 400, "MissingDeviceToken", "bad-device-token"},
    ReasonRow{Reason::missing_topic, 400, "MissingTopic", "bad-request-header"},
    ReasonRow{Reason::payload_empty, 400, "PayloadEmpty", "invalid-payload"},
    ReasonRow{Reason::topic_disallowed, 400, "TopicDisallowed", "topic-disallowed"},
    ReasonRow{Reason::bad_certificate, 403, "BadCertificate", "pns-invalid-credentials"},
    ReasonRow{Reason::bad_certificate_environment, 403, "BadCertificateEnvironment",
              "pns-invalid-credentials"},
    ReasonRow{Reason::expired_provider_token, 403, "ExpiredProviderToken", "provider-token-expired"},
    ReasonRow{Reason::forbidden, 403, "Forbidden", "pns-invalid-credentials"},
    ReasonRow{Reason::invalid_provider_token, 403, "InvalidProviderToken", "pns-invalid-credentials"},
    ReasonRow{Reason::missing_provider_token, 403, "MissingProviderToken", "pns-invalid-credentials"},
    ReasonRow{Reason::unrelated_key_id_in_token, 403, "UnrelatedKeyIdInToken", "pns-invalid-credentials"},
    // Apple's page spells it so; the live service has also been seen to send "BadEnvironmentKeyInToken"
    // (https://github.com/kylebrowning/APNSwift/pull/229).
    ReasonRow{Reason::bad_environment_key_id_in_token, 403, "BadEnvironmentKeyIdInToken",
              "pns-invalid-credentials"},
    ReasonRow{Reason::bad_path, 404, "BadPath", "bad-request-header"},
    ReasonRow{Reason::method_not_allowed, 405, "MethodNotAllowed", "bad-request-header"},
    ReasonRow{Reason::expired_token, 410, "ExpiredToken", "unregistered"},
    ReasonRow{Reason::unregistered, 410, "Unregistered", "unregistered"},
    ReasonRow{Reason::payload_too_large, 413, "PayloadTooLarge", "pns-payload-too-large"},
    ReasonRow{Reason::too_many_provider_token_updates, 429, "TooManyProviderTokenUpdates",
              "provider-token-churned"},
    ReasonRow{Reason::too_many_requests, 429, "TooManyRequests", "pns-throttled"},
    ReasonRow{Reason::internal_server_error, 500, "InternalServerError", "pns-unavailable"},
    ReasonRow{Reason::service_unavailable, 503, "ServiceUnavailable", "pns-unavailable"},
    ReasonRow{Reason::shutdown, 503, "Shutdown", "pns-unavailable"},
};

http::Response error_response(int status, std::string body, std::string_view apns_id) {
  return http::Response{.status = status,
                        .headers = {{"apns-id", apns_id}, {"content-type", "application/json"}},
                        .body = http::make_body(std::move(body))};
}

}  // namespace

std::span<const ReasonRow> all_reasons() {
  return kReasons;
}

const ReasonRow* find_reason(std::string_view text) {
  for (const ReasonRow& row : kReasons) {
    if (row.text == text) return &row;
  }
  return nullptr;
}

const ReasonRow& row_of(Reason reason) {
  const ReasonRow& row = kReasons[static_cast<std::size_t>(reason)];
  DROPPOINT_ASSERT(row.reason == reason, "the rows stand in the order of the enumeration");
  return row;
}

http::Response refuse(const Refusal& refusal, std::string_view apns_id) {
  const ReasonRow& row = row_of(refusal.reason);
  std::string json = "{\"reason\":\"" + std::string(refusal.text()) + '"';
  if (refusal.inactive_since) {
    using std::chrono::milliseconds;
    const auto since = std::chrono::floor<milliseconds>(refusal.inactive_since->time_since_epoch());
    json += ",\"timestamp\":" + std::to_string(since.count());
  }
  return error_response(row.status, json + '}', apns_id);
}

http::Response not_emulated(std::string_view what, std::string_view apns_id) {
  std::string json = R"({"reason":"NotEmulated","message":"Droppoint does not emulate )" + std::string(what) +
                     R"(: see docs/fidelity/apns.md"})";
  return error_response(501, std::move(json), apns_id);
}

}  // namespace droppoint::fakes::apns
