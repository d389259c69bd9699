#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "emulator/result.hpp"

namespace droppoint::sim {

// The cloud's time: nanoseconds since 1970-01-01T00:00:00Z. It has no now(): only a Scheduler can say what
// time it is, so nothing that simulates can read the machine's clock by accident.
struct VirtualClock {
  using rep = std::int64_t;
  using period = std::nano;
  using duration = std::chrono::nanoseconds;
  using time_point = std::chrono::time_point<VirtualClock>;
  static constexpr bool is_steady = false;
};

using Time = VirtualClock::time_point;
using Duration = VirtualClock::duration;

// `time + duration`, but never beyond the first or the last Time there is.
Time saturated_sum(Time time, Duration duration);

// No clock goes further: what lasts longer (a time-out, an expiry) has to fit into a Time as well.
inline constexpr Time kLastTime{std::chrono::sys_days(std::chrono::year(2200) / 1 / 1).time_since_epoch()};
// `now + by`. Errors: a negative duration, and a time past kLastTime.
Result<Time> later(Time now, Duration by);

// Whole seconds since the epoch, rounded towards the past.
std::int64_t unix_seconds(Time time);
Time from_unix_seconds(std::int64_t seconds);

// "2026-01-01T00:00:00Z", with as many of nine fraction digits as needed, in groups of three.
std::string to_iso8601(Time time);
// "2026-01-01T00:00:00.000Z": always three fraction digits, as JavaScript's toISOString and Azure print them.
std::string to_iso8601_milliseconds(Time time);
// "Thu, 01 Jan 2026 00:00:00 GMT" (RFC 9110, IMF-fixdate).
std::string to_http_date(Time time);

// Reads ISO 8601 with "Z", an offset, or no zone at all (taken as UTC); a date alone is its midnight.
Result<Time> parse_iso8601(std::string_view text);
// Reads an IMF-fixdate, whose weekday must be that of the date.
Result<Time> parse_http_date(std::string_view text);

// "10m", "1h30m", "250ms", "2s", "1d", or ISO 8601 ("PT10M"). Never negative.
Result<Duration> parse_duration(std::string_view text);
// The shortest exact form that parse_duration reads: "10m", "1h30m", "250ms", "0s". Negative ones, which it
// does not read, have a minus before them.
std::string to_text(Duration duration);

}  // namespace droppoint::sim
