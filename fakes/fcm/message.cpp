#include "fakes/fcm/message.hpp"

#include <algorithm>
#include <utility>

#include "fakes/fcm/json_members.hpp"
#include "fakes/fcm/schema.hpp"

#include <nlohmann/json.hpp>

namespace droppoint::fakes::fcm {
namespace {

using nlohmann::json;

std::optional<Refusal> check_target(const json& message) {
  int targets = 0;
  for (const char* name : {"token", "topic", "condition", "fid"}) {
    if (message.contains(name)) ++targets;
  }
  if (targets != 1) {
    return invalid_argument(
        "Recipient of the message is not set, or more than one of token, topic and condition is.");
  }
  if (message.contains("topic")) return not_emulated("Sending to a topic");
  if (message.contains("condition")) return not_emulated("Sending to a condition");
  if (message.contains("fid")) return not_emulated("Sending to an installation id");
  return std::nullopt;
}

bool is_reserved(std::string_view key) {
  return key == "from" || key == "message_type" || key.starts_with("google.") ||
         key.starts_with("gcm.notification.");
}

std::optional<Refusal> check_data_keys(const json& data) {
  for (auto item = data.begin(); item != data.end(); ++item) {
    if (is_reserved(item.key())) return invalid_argument("Invalid data payload key: " + item.key());
  }
  return std::nullopt;
}

// Names and values; of values that are no texts their JSON.
std::size_t payload_bytes(const json& object) {
  std::size_t bytes = 0;
  for (auto item = object.begin(); item != object.end(); ++item) {
    bytes += item.key().size();
    bytes += item->is_string() ? item->get_ref<const std::string&>().size()
                               : item->dump(-1, ' ', false, json::error_handler_t::replace).size();
  }
  return bytes;
}

// What is under `android` goes before what is for all platforms.
json merged(const json& message, const char* name) {
  json result = member(message, name);
  const json& android = member(member(message, "android"), name);
  if (!android.is_object()) return result;
  if (!result.is_object()) return android;
  // Data replaces the whole map, as Google's page says of `android.data`; a notification each field.
  if (std::string_view(name) == "data") return android;
  result.update(android);
  return result;
}

std::optional<Refusal> read_ttl(const json& android, sim::Duration& ttl) {
  if (!android.contains("ttl")) return std::nullopt;
  const std::string text = text_of(android, "ttl");
  const auto parsed = parse_ttl(text);
  if (!parsed) {
    return bad_request({{"message.android.ttl",
                         "Invalid value at 'message.android.ttl' (type.googleapis.com/google.protobuf."
                         "Duration), Field 'ttl', Illegal duration format; duration must end with 's'"}});
  }
  if (*parsed < sim::Duration::zero() || *parsed > std::chrono::seconds(kTtlSecondsMax)) {
    return invalid_argument("Invalid ttl: it must be between 0 and 2419200 seconds");
  }
  ttl = *parsed;
  return std::nullopt;
}

}  // namespace

std::optional<sim::Duration> parse_ttl(std::string_view text) {
  constexpr std::size_t kSecondsDigitsMax = 9;
  constexpr std::size_t kFractionDigits = 9;
  const bool negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  if (!text.ends_with('s')) return std::nullopt;
  text.remove_suffix(1);
  const std::size_t point = std::min(text.find('.'), text.size());
  const std::string_view whole = text.substr(0, point);
  std::string fraction(text.substr(std::min(point + 1, text.size())));
  const auto digits = [](std::string_view part) {
    return std::all_of(part.begin(), part.end(), [](char c) { return c >= '0' && c <= '9'; });
  };
  if (whole.empty() || whole.size() > kSecondsDigitsMax || !digits(whole)) return std::nullopt;
  if (fraction.size() > kFractionDigits || !digits(fraction)) return std::nullopt;
  if (point < text.size() && fraction.empty()) return std::nullopt;
  fraction.resize(kFractionDigits, '0');
  std::int64_t nanoseconds = 0;
  for (const char c : std::string(whole) + fraction) nanoseconds = nanoseconds * 10 + (c - '0');
  return sim::Duration(negative ? -nanoseconds : nanoseconds);
}

std::string token_of_body(std::string_view body) {
  const json parsed = json::parse(body, nullptr, false);
  return text_of(member(parsed, "message"), "token");
}

tl::expected<Message, Refusal> read_message(std::string_view body) {
  const auto no = [](Refusal refusal) { return tl::unexpected<Refusal>(std::move(refusal)); };
  json request = json::parse(body, nullptr, false);
  if (!request.is_object()) {
    return no(Refusal{.http_status = 400,
                      .status = "INVALID_ARGUMENT",
                      .message = "Invalid JSON payload received. Unable to parse the body as an object."});
  }
  auto violations = check_schema(request);
  if (!violations.empty()) return no(bad_request(std::move(violations)));
  const json& message = member(request, "message");
  if (!message.is_object()) return no(bad_request({{"message", "Message is missing."}}));
  const json& android = member(message, "android");

  Message result;
  if (auto refusal = read_ttl(android, result.ttl); refusal && !refusal->violations.empty()) {
    return no(*std::move(refusal));
  }
  if (auto refusal = check_target(message)) return no(*std::move(refusal));
  const json data = merged(message, "data");
  const json notification = merged(message, "notification");
  for (const json* each : {&member(message, "data"), &member(android, "data")}) {
    if (auto refusal = check_data_keys(*each)) return no(*std::move(refusal));
  }
  if (auto refusal = read_ttl(android, result.ttl)) return no(*std::move(refusal));
  if (payload_bytes(data) + payload_bytes(notification) > kPayloadBytesMax) {
    return no(invalid_argument("Android message is too big", "pns-payload-too-large"));
  }

  result.validate_only = member(request, "validate_only") == json(true);
  result.token = text_of(message, "token");
  if (const std::string key = text_of(android, "collapse_key"); !key.empty()) result.collapse_key = key;
  result.high_priority = text_of(android, "priority") == "high";
  json payload = json::object();
  if (data.is_object()) payload["data"] = data;
  if (notification.is_object()) payload["notification"] = notification;
  result.payload = payload.dump(-1, ' ', false, json::error_handler_t::replace);
  return result;
}

}  // namespace droppoint::fakes::fcm
