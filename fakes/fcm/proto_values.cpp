#include "fakes/fcm/proto_values.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include <nlohmann/json.hpp>

namespace droppoint::fakes::fcm {
namespace {

bool are_digits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// A text may hold what its type may be; anything else in it is no number.
void unquote_number(nlohmann::ordered_json& value) {
  if (!value.is_string()) return;
  auto inner = nlohmann::ordered_json::parse(value.get_ref<const std::string&>(), nullptr, false);
  if (inner.is_number()) value = std::move(inner);
}

}  // namespace

std::optional<sim::Duration> parse_proto_duration(std::string_view text) {
  constexpr std::size_t kSecondsDigitsMax = 12;
  constexpr std::size_t kFractionDigits = 9;
  constexpr std::int64_t kSecondsMax = 315'576'000'000;
  const bool negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  if (!text.ends_with('s')) return std::nullopt;
  text.remove_suffix(1);
  const std::size_t point = std::min(text.find('.'), text.size());
  const std::string_view whole = text.substr(0, point);
  std::string fraction(text.substr(std::min(point + 1, text.size())));
  if (whole.empty() || whole.size() > kSecondsDigitsMax || !are_digits(whole)) return std::nullopt;
  if (fraction.size() > kFractionDigits || !are_digits(fraction)) return std::nullopt;
  if (point < text.size() && fraction.empty()) return std::nullopt;
  std::int64_t seconds = 0;
  for (const char digit : whole) seconds = seconds * 10 + (digit - '0');
  if (seconds > kSecondsMax) return std::nullopt;
  fraction.resize(kFractionDigits, '0');
  std::int64_t nanoseconds = 0;
  for (const char digit : fraction) nanoseconds = nanoseconds * 10 + (digit - '0');
  constexpr std::int64_t kHeldSecondsMax = std::numeric_limits<std::int64_t>::max() / 1'000'000'000 - 1;
  seconds = std::min(seconds, kHeldSecondsMax);
  const sim::Duration length = std::chrono::seconds(seconds) + std::chrono::nanoseconds(nanoseconds);
  return negative ? -length : length;
}

bool is_proto_timestamp(std::string_view text) {
  const std::size_t time = text.find_first_of("Tt");
  if (time == std::string_view::npos) return false;
  const bool has_zone = text.find_first_of("Zz+-", time) != std::string_view::npos;
  return has_zone && sim::parse_iso8601(text).has_value();
}

bool read_proto_boolean(nlohmann::ordered_json& value) {
  if (value == "true") value = true;
  if (value == "false") value = false;
  return value.is_boolean();
}

bool read_proto_int32(nlohmann::ordered_json& value) {
  if (!read_proto_number(value)) return false;
  const double number = value.get<double>();
  if (number != std::floor(number) || number < std::numeric_limits<std::int32_t>::min() ||
      number > std::numeric_limits<std::int32_t>::max()) {
    return false;
  }
  value = static_cast<std::int32_t>(number);
  return true;
}

bool read_proto_number(nlohmann::ordered_json& value) {
  unquote_number(value);
  return value.is_number();
}

}  // namespace droppoint::fakes::fcm
