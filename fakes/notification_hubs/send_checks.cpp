#include "fakes/notification_hubs/send_checks.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "fakes/notification_hubs/apns_headers.hpp"

namespace droppoint::fakes::notification_hubs {
namespace {

using Mode = resources::ApnsCredential::Mode;

constexpr std::string_view kFormatHeader = "ServiceBusNotification-Format";

// Which refusal the real service gives is not known, only that Communication Services cannot use such a hub.
Refusal needs_token_credential(const Call& call) {
  return Refusal{.status = 400,
                 .message = "The push type can be set only with token-based APNs credentials.",
                 .cause = "apns-certificate-mode",
                 .detail = fmt::format("the hub answered 400: {}/{} has an APNs certificate, and a push type "
                                       "needs a token credential",
                                       call.name_space->name, call.hub->name)};
}

bool has_credential(const resources::Hub& hub, const Format& format) {
  switch (format.platform) {
    case Platform::apple:
      return hub.apns.has_value();
    case Platform::fcm_v1:
      return hub.fcm_v1.has_value();
    case Platform::gcm:
      return hub.gcm.has_value();
    case Platform::not_emulated:
      return hub.other_credentials.contains(format.credential);
    case Platform::template_only:
      break;
  }
  return false;
}

std::optional<Refusal> add_apns(const Call& call, Payload& payload) {
  const http::Headers& headers = call.hop.request.headers;
  if (payload.apns->mode == Mode::certificate && names_push_type(headers))
    return needs_token_credential(call);
  auto apns_headers = read_apns_headers(headers, *payload.json);
  if (!apns_headers) return std::move(apns_headers.error());
  payload.apns_headers = std::move(*apns_headers);
  payload.push_type = std::string(payload.apns_headers.get("apns-push-type").value_or(""));
  return std::nullopt;
}

}  // namespace

bool fits_platform(Platform platform, const nlohmann::ordered_json& json) {
  if (!json.is_object()) return false;
  switch (platform) {
    case Platform::apple:
      // Microsoft's Event Grid sample notes that the hub refuses a body without it.
      return json.contains("aps");
    case Platform::fcm_v1:
      return json.contains("message") && json["message"].is_object();
    case Platform::gcm:
    case Platform::not_emulated:
    case Platform::template_only:
      break;
  }
  return true;
}

Refusal invalid_payload(const Format& format) {
  return Refusal{
      .status = 400,
      .message = "The supplied notification payload is invalid",
      .cause = "invalid-payload",
      .detail = fmt::format("the hub answered 400: the body is no notification of format {}", format.name)};
}

// Both texts: azure-notificationhubs-dotnet issue 334 and mobcat-samples issue 56; that the status is 400 is
// inferred.
Refusal no_target_applications(const Call& call, const Format& format) {
  return Refusal{
      .status = 400,
      .message = fmt::format("The notification has no target applications. The notification format "
                             "is {}. Review the credentials specified in the notification hub "
                             "description and the notification format.",
                             format.name),
      .cause = "hub-not-configured",
      .detail = fmt::format("the hub answered 400: {}/{} has no credential for format {}",
                            call.name_space->name, call.hub->name, format.name)};
}

std::optional<Refusal> check_size(std::size_t bytes) {
  if (bytes <= kRequestBytesMax) return std::nullopt;
  return Refusal{
      .status = 413,
      .message = "The request is larger than 65536 bytes.",
      .cause = "payload-too-large",
      .detail = fmt::format("the hub answered 413: {} bytes, and {} are allowed", bytes, kRequestBytesMax)};
}

tl::expected<const Format*, Refusal> read_any_format(const Call& call) {
  const std::string_view name = call.hop.request.headers.get(kFormatHeader).value_or("");
  const Format* format = find_format(name);
  if (format == nullptr) return tl::unexpected(bad_header(kFormatHeader, name));
  return format;
}

tl::expected<const Format*, Refusal> read_format(const Call& call) {
  auto format = read_any_format(call);
  if (format && (*format)->platform == Platform::template_only)
    return tl::unexpected(bad_header(kFormatHeader, (*format)->name));
  return format;
}

bool has_any_credential(const resources::Hub& hub) {
  return hub.apns || hub.fcm_v1 || hub.gcm || !hub.other_credentials.empty();
}

void take_credentials(const resources::Hub& hub, Payload& payload) {
  if (!has_credential(hub, *payload.format)) {
    payload.unsendable = Payload::Unsendable{
        .reason = kNoCredential,
        .message = fmt::format("the hub has no credential for format {}", payload.format->name)};
  }
  payload.apns = hub.apns;
  payload.fcm_v1 = hub.fcm_v1;
  payload.gcm = hub.gcm;
}

tl::expected<Payload, Refusal> make_payload(const Call& call, const Format& format, http::Body body) {
  Payload payload{.format = &format, .body = std::move(body)};
  // Nobody reads the body for a push service that is not emulated.
  if (format.platform != Platform::not_emulated) {
    auto json = nlohmann::ordered_json::parse(http::bytes_of(payload.body), nullptr, false);
    if (json.is_discarded() || !fits_platform(format.platform, json))
      return tl::unexpected(invalid_payload(format));
    payload.json = std::make_shared<const nlohmann::ordered_json>(std::move(json));
  }
  if (!has_credential(*call.hub, format)) return tl::unexpected(no_target_applications(call, format));
  take_credentials(*call.hub, payload);
  if (format.platform == Platform::apple) {
    if (auto refusal = add_apns(call, payload)) return tl::unexpected(std::move(*refusal));
  }
  return payload;
}

}  // namespace droppoint::fakes::notification_hubs
