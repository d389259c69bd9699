#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <tl/expected.hpp>

#include "emulator/sim/time.hpp"
#include "fakes/fcm/google_error.hpp"

namespace droppoint::fakes::fcm {

inline constexpr std::size_t kPayloadBytesMax = 4096;
inline constexpr std::int64_t kTtlSecondsMax = 2'419'200;  // four weeks, also the default

// A send request that was found in order as far as its text goes.
struct Message {
  bool validate_only = false;
  std::string token;
  // Nothing: not collapsible.
  std::optional<std::string> collapse_key = {};
  sim::Duration ttl = std::chrono::seconds(kTtlSecondsMax);
  bool high_priority = false;
  // For the device: a JSON object with `data` and `notification`, as far as they are there.
  std::string payload;
};

// Checks in this order: JSON, schema, target, data keys and ttl, size.
tl::expected<Message, Refusal> read_message(std::string_view body);

// The token that a body names, however wrong the rest is; else empty.
std::string token_of_body(std::string_view body);

// "3600s", "1.5s". Nothing for any other form.
std::optional<sim::Duration> parse_ttl(std::string_view text);

}  // namespace droppoint::fakes::fcm
