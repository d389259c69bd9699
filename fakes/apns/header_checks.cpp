#include <algorithm>
#include <array>
#include <charconv>
#include <string>
#include <utility>

#include "emulator/excerpt.hpp"
#include "emulator/http/uri.hpp"
#include "fakes/apns/checks.hpp"

namespace droppoint::fakes::apns {
namespace {

constexpr std::string_view kPathPrefix = "/3/device/";
constexpr std::size_t kCollapseIdBytesMax = 64;
// More digits than any time that can be meant; fewer than overflow.
constexpr std::size_t kExpirationDigitsMax = 18;

// Which headers count is not published: those that APNs itself reads.
constexpr std::array<std::string_view, 7> kSingleHeaders{"authorization",   "apns-id",       "apns-push-type",
                                                         "apns-expiration", "apns-priority", "apns-topic",
                                                         "apns-collapse-id"};

bool is_digits(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

std::string quoted(std::string_view name, std::string_view value) {
  return std::string(name) + " is `" + excerpt(value) + '`';
}

}  // namespace

std::optional<std::string> token_of_target(std::string_view target) {
  const std::string_view path = target.substr(0, target.find('?'));
  if (!path.starts_with(kPathPrefix)) return std::nullopt;
  const std::string_view token = path.substr(kPathPrefix.size());
  if (token.find('/') != std::string_view::npos) return std::nullopt;
  // The npm client encodes the token as an URL component.
  Result<std::string> decoded = http::percent_decode(token);
  return decoded ? std::move(*decoded) : std::string(token);
}

bool is_uuid(std::string_view text) {
  constexpr std::string_view kForm = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";
  constexpr std::string_view kDigits = "0123456789abcdefABCDEF";
  if (text.size() != kForm.size()) return false;
  for (std::size_t index = 0; index < kForm.size(); ++index) {
    const bool digit = kDigits.find(text[index]) != std::string_view::npos;
    if (kForm[index] == '-' ? text[index] != '-' : !digit) return false;
  }
  return true;
}

std::optional<Refusal> check_method(PushRequest& request) {
  if (request.hop.request.method == "POST") return std::nullopt;
  return Refusal{Reason::method_not_allowed,
                 "the method is " + excerpt(request.hop.request.method) + ", not POST"};
}

std::optional<Refusal> check_path(PushRequest& request) {
  auto token = token_of_target(request.hop.request.target);
  if (!token) {
    return Refusal{Reason::bad_path,
                   "the path is " + excerpt(request.hop.request.target) + ", not /3/device/<token>"};
  }
  request.raw_token = std::move(*token);
  return std::nullopt;
}

std::optional<Refusal> check_duplicate_headers(PushRequest& request) {
  for (const std::string_view name : kSingleHeaders) {
    if (request.hop.request.headers.count(name) > 1) {
      return Refusal{Reason::duplicate_headers, std::string(name) + " is given more than once"};
    }
  }
  return std::nullopt;
}

std::optional<Refusal> check_message_id(PushRequest& request) {
  const auto id = request.header("apns-id");
  if (!id || is_uuid(*id)) return std::nullopt;
  return Refusal{Reason::bad_message_id, quoted("apns-id", *id) + ", which is no UUID"};
}

std::optional<Refusal> check_push_type(PushRequest& request) {
  const auto name = request.header("apns-push-type");
  if (!name) {
    request.push_type = &push_type_of_topic(request.topic);
    return std::nullopt;
  }
  request.push_type = find_push_type(*name);
  if (request.push_type != nullptr) return std::nullopt;
  return Refusal{Reason::invalid_push_type, quoted("apns-push-type", *name)};
}

std::optional<Refusal> check_priority(PushRequest& request) {
  const auto given = request.header("apns-priority");
  if (given && *given != "10" && *given != "5" && *given != "1") {
    return Refusal{Reason::bad_priority, quoted("apns-priority", *given) + ", not 10, 5 or 1"};
  }
  const BackgroundPriority rule = request.options.background_priority;
  if (!request.push_type->power_saving_only || rule == BackgroundPriority::any) return std::nullopt;
  if (given == "10")
    return Refusal{Reason::bad_priority, "apns-priority 10 is an error for a background push"};
  if (!given && rule == BackgroundPriority::given) {
    return Refusal{Reason::bad_priority,
                   "a background push without apns-priority counts as one of priority 10"};
  }
  return std::nullopt;
}

std::optional<Refusal> check_expiration(PushRequest& request) {
  const auto expiration = request.header("apns-expiration");
  if (!expiration) return std::nullopt;
  std::int64_t seconds = 0;
  if (!is_digits(*expiration) || expiration->size() > kExpirationDigitsMax) {
    return Refusal{Reason::bad_expiration_date,
                   quoted("apns-expiration", *expiration) + ", not seconds since 1970"};
  }
  std::from_chars(expiration->data(), expiration->data() + expiration->size(), seconds);
  request.expiration = seconds;
  return std::nullopt;
}

std::optional<Refusal> check_collapse_id(PushRequest& request) {
  const auto id = request.header("apns-collapse-id");
  if (!id) return std::nullopt;
  if (id->size() > kCollapseIdBytesMax) {
    return Refusal{Reason::bad_collapse_id, "apns-collapse-id has " + std::to_string(id->size()) +
                                                " bytes, more than " + std::to_string(kCollapseIdBytesMax)};
  }
  request.collapse_id = std::string(*id);
  return std::nullopt;
}

}  // namespace droppoint::fakes::apns
