#include "emulator/sim/time.hpp"

#include "emulator/excerpt.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <limits>
#include <optional>

namespace droppoint::sim {
namespace {

using std::chrono::days;
using std::chrono::duration_cast;
using std::chrono::floor;
using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::nanoseconds;
using std::chrono::seconds;

constexpr std::array<std::string_view, 7> kWeekdays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
constexpr std::array<std::string_view, 12> kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                   "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

struct Calendar {
  int year = 1970;
  unsigned month = 1;
  unsigned day = 1;
  unsigned weekday = 4;
  unsigned hour = 0;
  unsigned minute = 0;
  unsigned second = 0;
  std::int64_t nanosecond = 0;
};

Calendar to_calendar(Time time) {
  // In whole seconds: the midnight before the first Time there is does not fit into nanoseconds.
  const std::chrono::sys_seconds instant{seconds(unix_seconds(time))};
  const auto midnight = floor<days>(instant);
  const std::chrono::year_month_day date(midnight);
  const std::chrono::hh_mm_ss<seconds> clock(instant - midnight);
  constexpr std::int64_t kBillion = 1'000'000'000;
  const std::int64_t remainder = time.time_since_epoch().count() % kBillion;
  return Calendar{static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()),
                  static_cast<unsigned>(date.day()),
                  std::chrono::weekday(midnight).c_encoding(),
                  static_cast<unsigned>(clock.hours().count()),
                  static_cast<unsigned>(clock.minutes().count()),
                  static_cast<unsigned>(clock.seconds().count()),
                  remainder < 0 ? remainder + kBillion : remainder};
}

std::optional<Time> from_calendar(const Calendar& parts) {
  const std::chrono::year_month_day date{std::chrono::year(parts.year), std::chrono::month(parts.month),
                                         std::chrono::day(parts.day)};
  // Years outside these bounds do not fit into 64 bits of nanoseconds.
  if (!date.ok() || parts.year < 1678 || parts.year > 2261) return std::nullopt;
  if (parts.hour > 23 || parts.minute > 59 || parts.second > 59) return std::nullopt;
  const auto since_epoch = std::chrono::sys_days(date).time_since_epoch() + hours(parts.hour) +
                           minutes(parts.minute) + seconds(parts.second);
  return Time(duration_cast<nanoseconds>(since_epoch) + nanoseconds(parts.nanosecond));
}

// Reads text from its front, one piece at a time; each piece says whether it was there.
class Reader {
 public:
  explicit Reader(std::string_view text) : rest_(text) {}

  bool at_end() const { return rest_.empty(); }
  char peek() const { return rest_.empty() ? '\0' : rest_.front(); }
  bool literal(std::string_view expected) {
    if (!rest_.starts_with(expected)) return false;
    rest_.remove_prefix(expected.size());
    return true;
  }
  template <class Integer>
  bool digits(std::size_t count, Integer& value) {
    if (rest_.size() < count) return false;
    const char* end = rest_.data() + count;
    const auto [stopped, error] = std::from_chars(rest_.data(), end, value);
    if (error != std::errc() || stopped != end || rest_.front() == '-') return false;
    rest_.remove_prefix(count);
    return true;
  }
  bool number(std::int64_t& value) {
    if (rest_.empty() || rest_.front() < '0' || rest_.front() > '9') return false;
    const auto [stopped, error] = std::from_chars(rest_.data(), rest_.data() + rest_.size(), value);
    if (error != std::errc()) return false;
    rest_.remove_prefix(static_cast<std::size_t>(stopped - rest_.data()));
    return true;
  }
  // Up to nine digits after the point; more are cut off.
  bool fraction(std::int64_t& nanosecond) {
    std::int64_t value = 0;
    int count = 0;
    for (; !rest_.empty() && rest_.front() >= '0' && rest_.front() <= '9'; rest_.remove_prefix(1)) {
      if (count < 9) {
        value = value * 10 + (rest_.front() - '0');
        ++count;
      }
    }
    if (count == 0) return false;
    for (; count < 9; ++count) value *= 10;
    nanosecond = value;
    return true;
  }
  template <std::size_t N>
  bool one_of(const std::array<std::string_view, N>& names, unsigned& index) {
    for (std::size_t candidate = 0; candidate < N; ++candidate) {
      if (literal(names[candidate])) {
        index = static_cast<unsigned>(candidate);
        return true;
      }
    }
    return false;
  }

 private:
  std::string_view rest_;
};

bool read_clock(Reader& reader, Calendar& parts) {
  if (!reader.digits(2, parts.hour) || !reader.literal(":") || !reader.digits(2, parts.minute)) return false;
  if (!reader.literal(":")) return true;
  if (!reader.digits(2, parts.second)) return false;
  return !(reader.literal(".") || reader.literal(",")) || reader.fraction(parts.nanosecond);
}

bool read_zone(Reader& reader, minutes& offset) {
  if (reader.at_end() || reader.literal("Z") || reader.literal("z")) return reader.at_end();
  reader.literal(" ");
  const bool west = reader.peek() == '-';
  if (!reader.literal("+") && !reader.literal("-")) return false;
  unsigned hour = 0;
  unsigned minute = 0;
  if (!reader.digits(2, hour)) return false;
  reader.literal(":");
  if (!reader.digits(2, minute) || hour > 23 || minute > 59) return false;
  offset = minutes(hour * 60 + minute) * (west ? -1 : 1);
  return reader.at_end();
}

struct Unit {
  std::string_view name;
  Duration length;
};

// Longest name first where one is the beginning of another.
constexpr std::array<Unit, 7> kUnits{{{"ms", milliseconds(1)},
                                      {"us", std::chrono::microseconds(1)},
                                      {"ns", nanoseconds(1)},
                                      {"d", days(1)},
                                      {"h", hours(1)},
                                      {"m", minutes(1)},
                                      {"s", seconds(1)}}};

constexpr std::array<Unit, 4> kIsoUnits{
    {{"D", days(1)}, {"H", hours(1)}, {"M", minutes(1)}, {"S", seconds(1)}}};

// `count` (with `nanos` parts of a billion behind the point) times `unit`, added to `total` if it fits.
bool add(Duration& total, std::int64_t count, std::int64_t billionths, Duration unit) {
  constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
  if (count > kMost / unit.count()) return false;
  const std::int64_t whole = count * unit.count();
  std::int64_t part = 0;
  if (billionths > 0) {
    part = unit.count() >= 1'000'000'000 ? billionths * (unit.count() / 1'000'000'000)
                                         : billionths * unit.count() / 1'000'000'000;
  }
  if (whole > kMost - part || total.count() > kMost - part - whole) return false;
  total += Duration(whole + part);
  return true;
}

template <std::size_t N>
bool read_units(Reader& reader, const std::array<Unit, N>& units, bool iso, Duration& total) {
  bool any = false;
  bool in_time = !iso;
  while (!reader.at_end()) {
    if (iso && !in_time && reader.literal("T")) in_time = true;
    std::int64_t count = 0;
    std::int64_t billionths = 0;
    if (!reader.number(count)) return false;
    if (reader.literal(".") && !reader.fraction(billionths)) return false;
    const Unit* found = nullptr;
    for (const Unit& unit : units) {
      const bool of_this_part = !iso || (unit.name != "D") == in_time;
      if (found == nullptr && of_this_part && reader.literal(unit.name)) found = &unit;
    }
    if (found == nullptr || !add(total, count, billionths, found->length)) return false;
    any = true;
  }
  return any;
}

}  // namespace

Result<Time> later(Time now, Duration by) {
  if (by < Duration::zero()) return fail("InvalidTime", "time does not go back", "begin anew with a reset");
  if (by > kLastTime - now) {
    return fail("InvalidTime", "the clock ends at " + to_iso8601(kLastTime), "advance it by less");
  }
  return now + by;
}

Time saturated_sum(Time time, Duration duration) {
  if (duration > Duration::zero() && time > Time::max() - duration) return Time::max();
  if (duration < Duration::zero() && time < Time::min() - duration) return Time::min();
  return time + duration;
}

std::int64_t unix_seconds(Time time) {
  return floor<seconds>(time.time_since_epoch()).count();
}

Time from_unix_seconds(std::int64_t value) {
  constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max() / 1'000'000'000;
  if (value > kMost) return Time::max();
  if (value < -kMost) return Time::min();
  return Time(seconds(value));
}

std::string to_iso8601(Time time) {
  const Calendar parts = to_calendar(time);
  std::string text = fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}", parts.year, parts.month, parts.day,
                                 parts.hour, parts.minute, parts.second);
  if (parts.nanosecond != 0) {
    if (parts.nanosecond % 1'000'000 == 0) {
      text += fmt::format(".{:03}", parts.nanosecond / 1'000'000);
    } else if (parts.nanosecond % 1'000 == 0) {
      text += fmt::format(".{:06}", parts.nanosecond / 1'000);
    } else {
      text += fmt::format(".{:09}", parts.nanosecond);
    }
  }
  return text + 'Z';
}

std::string to_iso8601_milliseconds(Time time) {
  const Calendar parts = to_calendar(time);
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z", parts.year, parts.month, parts.day,
                     parts.hour, parts.minute, parts.second, parts.nanosecond / 1'000'000);
}

std::string to_http_date(Time time) {
  const Calendar parts = to_calendar(time);
  return fmt::format("{}, {:02} {} {:04} {:02}:{:02}:{:02} GMT", kWeekdays[parts.weekday], parts.day,
                     kMonths[parts.month - 1], parts.year, parts.hour, parts.minute, parts.second);
}

Result<Time> parse_iso8601(std::string_view text) {
  Reader reader(text);
  Calendar parts;
  minutes offset{0};
  bool good = reader.digits(4, parts.year) && reader.literal("-") && reader.digits(2, parts.month) &&
              reader.literal("-") && reader.digits(2, parts.day);
  if (good && !reader.at_end()) {
    good = (reader.literal("T") || reader.literal("t") || reader.literal(" ")) && read_clock(reader, parts) &&
           read_zone(reader, offset);
  }
  const std::optional<Time> time = good ? from_calendar(parts) : std::nullopt;
  if (!time) {
    return fail("InvalidTime", fmt::format("'{}' is not an ISO 8601 time", excerpt(text)),
                "write it like 2026-01-01T00:00:00Z");
  }
  return *time - offset;
}

Result<Time> parse_http_date(std::string_view text) {
  Reader reader(text);
  Calendar parts;
  unsigned month = 0;
  const bool good = reader.one_of(kWeekdays, parts.weekday) && reader.literal(", ") &&
                    reader.digits(2, parts.day) && reader.literal(" ") && reader.one_of(kMonths, month) &&
                    reader.literal(" ") && reader.digits(4, parts.year) && reader.literal(" ") &&
                    reader.digits(2, parts.hour) && reader.literal(":") && reader.digits(2, parts.minute) &&
                    reader.literal(":") && reader.digits(2, parts.second) && reader.literal(" GMT") &&
                    reader.at_end();
  parts.month = month + 1;
  const std::optional<Time> time = good ? from_calendar(parts) : std::nullopt;
  if (!time || to_calendar(*time).weekday != parts.weekday) {
    return fail("InvalidTime", fmt::format("'{}' is not an HTTP date", excerpt(text)),
                "write it like Thu, 01 Jan 2026 00:00:00 GMT");
  }
  return *time;
}

Result<Duration> parse_duration(std::string_view text) {
  Reader reader(text);
  Duration total{0};
  const bool good = reader.literal("P") ? read_units(reader, kIsoUnits, true, total)
                                        : read_units(reader, kUnits, false, total);
  if (!good) {
    return fail("InvalidDuration", fmt::format("'{}' is not a duration", excerpt(text)),
                "write it like 10m, 1h30m, 250ms or PT10M");
  }
  return total;
}

std::string to_text(Duration duration) {
  if (duration == Duration::zero()) return "0s";
  // Counted without a sign: the most negative duration has no positive counterpart.
  const bool negative = duration < Duration::zero();
  auto left = static_cast<std::uint64_t>(duration.count());
  if (negative) left = 0 - left;
  constexpr std::array<Unit, 7> kInOrder{{{"d", days(1)},
                                          {"h", hours(1)},
                                          {"m", minutes(1)},
                                          {"s", seconds(1)},
                                          {"ms", milliseconds(1)},
                                          {"us", std::chrono::microseconds(1)},
                                          {"ns", nanoseconds(1)}}};
  std::string text = negative ? "-" : "";
  for (const Unit& unit : kInOrder) {
    const auto length = static_cast<std::uint64_t>(unit.length.count());
    if (left >= length) text += fmt::format("{}{}", left / length, unit.name);
    left %= length;
  }
  return text;
}

}  // namespace droppoint::sim
