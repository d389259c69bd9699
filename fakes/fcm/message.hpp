#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <tl/expected.hpp>

#include "emulator/sim/time.hpp"
#include "fakes/fcm/condition.hpp"
#include "fakes/fcm/google_error.hpp"
#include "fakes/fcm/options.hpp"

#include <nlohmann/json_fwd.hpp>

namespace droppoint::fakes::fcm {

inline constexpr std::int64_t kTtlSecondsMax = 2'419'200;  // four weeks, also the default

// Exactly one of these: a token, the name of a topic, a condition.
struct Target {
  std::string token = {};
  std::string topic = {};
  std::optional<Condition> condition = {};

  bool many_devices() const { return token.empty(); }
};

// What a device gets, and how.
struct Content {
  // Nothing: not collapsible.
  std::optional<std::string> collapse_key = {};
  sim::Duration ttl = std::chrono::seconds(kTtlSecondsMax);
  bool high_priority = false;
  // A JSON object with `data` and `notification`, as far as they are there.
  std::string payload = {};
};

// A send request that was found in order as far as its text goes.
struct Message {
  bool validate_only = false;
  Target target = {};
  // Empty: any app of the project.
  std::string restricted_package = {};
  Content content = {};
};

// Checks in this order: JSON, schema, target, data keys, Android's part, Apple's, that of browsers, sizes.
tl::expected<Message, Refusal> read_message(std::string_view body, const Limits& limits);

// The token that a body names, however wrong the rest is; else empty.
std::string token_of_body(std::string_view body);

// Whether the service keeps the name of a data member for itself.
bool is_reserved_data_key(std::string_view key);
// "#" and six hexadecimal digits.
bool is_color(std::string_view text);

// Names and values of a flat object in bytes; of values that are no texts their JSON. 0 for null.
std::size_t payload_bytes(const nlohmann::ordered_json& object);

}  // namespace droppoint::fakes::fcm
