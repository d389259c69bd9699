#include "fakes/notification_hubs/apns_headers.hpp"

#include <array>
#include <charconv>
#include <optional>

#include <nlohmann/json.hpp>

namespace droppoint::fakes::notification_hubs {
namespace {

constexpr std::string_view kPrefix = "apns-";
constexpr std::string_view kTopic = "apns-topic";
constexpr std::string_view kPushType = "apns-push-type";
constexpr std::string_view kHubPushType = "ServiceBusNotification-Apns-Push-Type";
constexpr std::string_view kHubExpiry = "ServiceBusNotification-Apns-Expiry";
constexpr std::string_view kHubPriority = "X-Apns-Priority";

std::optional<int> digits(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || value < 0) return std::nullopt;
  return value;
}

// "MM/dd/yyyy HH:mm:ss" (.NET and Java clients, UTC) rewritten as ISO 8601.
std::optional<std::string> from_slashes(std::string_view text) {
  if (text.size() != 19 || text[2] != '/' || text[5] != '/' || text[10] != ' ') return std::nullopt;
  std::string iso(text.substr(6, 4));
  iso.append("-").append(text.substr(0, 2)).append("-").append(text.substr(3, 2));
  return iso.append("T").append(text.substr(11));
}

// The rule is not published: an alert is what the user sees, hears or counts.
std::string_view inferred_push_type(const nlohmann::ordered_json& body) {
  const auto aps = body.find("aps");
  if (aps == body.end() || !aps->is_object()) return "alert";
  for (const char* visible : {"alert", "badge", "sound"}) {
    if (aps->contains(visible)) return "alert";
  }
  const auto available = aps->find("content-available");
  const bool silent = available != aps->end() && available->is_number_integer() && *available == 1;
  return silent ? "background" : "alert";
}

}  // namespace

bool names_push_type(const http::Headers& request) {
  return request.contains(kHubPushType) || request.contains(kPushType);
}

tl::expected<http::Headers, Refusal> read_apns_headers(const http::Headers& request,
                                                       const nlohmann::ordered_json& body) {
  http::Headers headers;
  for (const http::Headers::Field field : request) {
    const std::string name = http::to_lower(field.name);
    if (name.starts_with(kPrefix) && name != kTopic) headers.add(name, field.value);
  }
  if (const auto type = request.get(kHubPushType); type && !headers.contains(kPushType))
    headers.add(kPushType, *type);
  if (!headers.contains(kPushType)) headers.add(kPushType, inferred_push_type(body));

  if (const auto priority = request.get(kHubPriority); priority && !headers.contains("apns-priority")) {
    if (!digits(*priority)) return tl::unexpected(bad_header(kHubPriority, *priority));
    headers.add("apns-priority", *priority);
  }
  if (const auto expiry = request.get(kHubExpiry); expiry && !headers.contains("apns-expiration")) {
    const auto time = sim::parse_iso8601(from_slashes(*expiry).value_or(std::string(*expiry)));
    if (!time) return tl::unexpected(bad_header(kHubExpiry, *expiry));
    headers.add("apns-expiration", std::to_string(sim::unix_seconds(*time)));
  }
  return headers;
}

std::string topic_for(const resources::ApnsCredential& credential, std::string_view push_type) {
  constexpr std::string_view kVoip = ".voip";
  if (push_type != "voip" || !credential.append_voip || credential.topic.ends_with(kVoip))
    return credential.topic;
  return credential.topic + std::string(kVoip);
}

}  // namespace droppoint::fakes::notification_hubs
