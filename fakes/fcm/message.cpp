#include "fakes/fcm/message.hpp"

#include <chrono>
#include <utility>

#include "emulator/excerpt.hpp"
#include "fakes/fcm/json_members.hpp"
#include "fakes/fcm/message_checks.hpp"
#include "fakes/fcm/proto_values.hpp"
#include "fakes/fcm/schema.hpp"

#include <nlohmann/json.hpp>

namespace droppoint::fakes::fcm {
namespace {

using nlohmann::ordered_json;
using MessageOrRefusal = tl::expected<Message, Refusal>;

tl::unexpected<Refusal> refused(Refusal refusal) {
  return tl::unexpected<Refusal>(std::move(refusal));
}

// What is under `android` goes before what is for all platforms.
ordered_json merged(const ordered_json& message, const char* name) {
  ordered_json result = member(message, name);
  const ordered_json& android = member(member(message, "android"), name);
  if (!android.is_object()) return result;
  if (!result.is_object()) return android;
  // Data replaces the whole map, as Google's page says of `android.data`; a notification each field.
  if (std::string_view(name) == "data") return android;
  result.update(android);
  return result;
}

tl::expected<Target, Refusal> read_target(const ordered_json& message) {
  Target target;
  if (message.contains("fid")) return refused(not_emulated("Sending to an installation id"));
  if (message.contains("topic")) {
    target.topic = text_of(message, "topic");
    if (is_topic_name(target.topic)) return target;
    return refused(invalid_message("message.topic", "Invalid topic name provided."));
  }
  if (message.contains("condition")) {
    auto condition = Condition::parse(text_of(message, "condition"));
    if (!condition) return refused(invalid_message("message.condition", condition.error().message));
    target.condition = std::move(*condition);
    return target;
  }
  target.token = text_of(message, "token");
  if (!target.token.empty()) return target;
  const std::string text = "Recipient of the message is not set.";
  return refused(invalid_message("message", text, text));
}

tl::expected<ordered_json, Refusal> read_json(std::string_view body) {
  ordered_json request = ordered_json::parse(body, nullptr, false);
  if (request.is_discarded()) {
    return refused(
        bad_request({{"", "Invalid JSON payload received. Unexpected token.\n" + excerpt(body) + "\n^"}}));
  }
  if (!request.is_object()) {
    return refused(bad_request(
        {{"", "Invalid JSON payload received. Unknown name \"\": Root element must be a message."}}));
  }
  auto violations = check_schema(request, send_request_fields());
  if (!violations.empty()) return refused(bad_request(std::move(violations)));
  if (!member(request, "message").is_object()) {
    const std::string text = "The message is not set.";
    return refused(invalid_message("message", text, text));
  }
  return request;
}

std::optional<Refusal> check_parts(const ordered_json& message) {
  if (auto refusal = check_data_keys(message)) return refusal;
  if (auto refusal = check_analytics_label(message, "message")) return refusal;
  if (auto refusal = check_android_part(member(message, "android"))) return refusal;
  if (auto refusal = check_apns_part(member(message, "apns"))) return refusal;
  return check_webpush_part(member(message, "webpush"));
}

Content read_content(const ordered_json& message) {
  const ordered_json& android = member(message, "android");
  Content content;
  // Rounded down to whole seconds, as the reference says of it.
  if (const auto ttl = parse_proto_duration(text_of(android, "ttl"))) {
    content.ttl = std::chrono::floor<std::chrono::seconds>(*ttl);
  }
  if (std::string key = text_of(android, "collapse_key"); !key.empty()) content.collapse_key = std::move(key);
  ordered_json data = merged(message, "data");
  ordered_json notification = merged(message, "notification");
  // High is the default of notification messages, normal that of data messages.
  const std::string priority = text_of(android, "priority");
  content.high_priority = priority.empty() ? notification.is_object() : priority == "HIGH";
  ordered_json payload = ordered_json::object();
  if (data.is_object()) payload["data"] = std::move(data);
  if (notification.is_object()) payload["notification"] = std::move(notification);
  content.payload = dump_text(payload);
  return content;
}

}  // namespace

bool is_reserved_data_key(std::string_view key) {
  return key == "from" || key == "message_type" || key.starts_with("google.") ||
         key.starts_with("gcm.notification.");
}

bool is_color(std::string_view text) {
  constexpr std::size_t kSize = 7;
  constexpr std::string_view kDigits = "0123456789abcdefABCDEF";
  return text.size() == kSize && text.front() == '#' &&
         text.find_first_not_of(kDigits, 1) == std::string_view::npos;
}

std::size_t payload_bytes(const ordered_json& object) {
  if (!object.is_object()) return 0;
  std::size_t bytes = 0;
  for (auto item = object.begin(); item != object.end(); ++item) {
    bytes += item.key().size();
    bytes += item->is_string() ? item->get_ref<const std::string&>().size() : dump_text(*item).size();
  }
  return bytes;
}

std::string token_of_body(std::string_view body) {
  const nlohmann::json parsed = nlohmann::json::parse(body, nullptr, false);
  return text_of(member(parsed, "message"), "token");
}

MessageOrRefusal read_message(std::string_view body, const Limits& limits) {
  auto request = read_json(body);
  if (!request) return refused(std::move(request.error()));
  const ordered_json& message = member(*request, "message");
  auto target = read_target(message);
  if (!target) return refused(std::move(target.error()));
  if (auto refusal = check_parts(message)) return refused(*std::move(refusal));
  const std::size_t most = target->many_devices() ? limits.topic_payload_bytes : limits.payload_bytes;
  if (payload_bytes(merged(message, "data")) + payload_bytes(merged(message, "notification")) > most) {
    const std::string text = "Android message is too big";
    Refusal refusal = invalid_message("message", text, text);
    refusal.cause = "pns-payload-too-large";
    return refused(std::move(refusal));
  }
  return Message{.validate_only = member(*request, "validate_only") == true,
                 .target = *std::move(target),
                 .restricted_package = text_of(member(message, "android"), "restricted_package_name"),
                 .content = read_content(message)};
}

}  // namespace droppoint::fakes::fcm
