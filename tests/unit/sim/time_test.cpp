#include "emulator/sim/time.hpp"

#include <catch2/catch.hpp>

#include "emulator/excerpt.hpp"
#include "emulator/sim/random.hpp"

using namespace droppoint::sim;
using namespace std::chrono_literals;

namespace {

constexpr std::int64_t kNewYear2026 = 1767225600;

Time at(std::int64_t seconds, Duration more = {}) {
  return from_unix_seconds(seconds) + more;
}

}  // namespace

TEST_CASE("times are written with no more fraction than they have, in groups of three") {
  CHECK(to_iso8601(Time{}) == "1970-01-01T00:00:00Z");
  CHECK(to_iso8601(at(kNewYear2026)) == "2026-01-01T00:00:00Z");
  CHECK(to_iso8601(at(kNewYear2026, 250ms)) == "2026-01-01T00:00:00.250Z");
  CHECK(to_iso8601(at(kNewYear2026, 1us)) == "2026-01-01T00:00:00.000001Z");
  CHECK(to_iso8601(at(kNewYear2026, 1ns)) == "2026-01-01T00:00:00.000000001Z");
  CHECK(to_iso8601_milliseconds(at(kNewYear2026)) == "2026-01-01T00:00:00.000Z");
  CHECK(to_iso8601_milliseconds(at(kNewYear2026, 1999us)) == "2026-01-01T00:00:00.001Z");
  CHECK(to_http_date(at(kNewYear2026, 999ms)) == "Thu, 01 Jan 2026 00:00:00 GMT");
  CHECK(to_http_date(at(951827696)) == "Tue, 29 Feb 2000 12:34:56 GMT");
}

TEST_CASE("times before the epoch round towards the past") {
  CHECK(unix_seconds(Time(-1ns)) == -1);
  CHECK(unix_seconds(Time(-1s)) == -1);
  CHECK(unix_seconds(Time(999ms)) == 0);
  CHECK(to_iso8601(Time(-1ns)) == "1969-12-31T23:59:59.999999999Z");
  CHECK(to_http_date(Time(-1ns)) == "Wed, 31 Dec 1969 23:59:59 GMT");
}

TEST_CASE("the first and the last time can be written, and seconds beyond them stop there") {
  CHECK(to_iso8601(Time::min()) == "1677-09-21T00:12:43.145224192Z");
  CHECK(to_iso8601(Time::max()) == "2262-04-11T23:47:16.854775807Z");
  CHECK(to_http_date(Time::min()) == "Tue, 21 Sep 1677 00:12:43 GMT");
  CHECK(unix_seconds(Time::min()) == -9223372037);
  CHECK(from_unix_seconds(INT64_MAX) == Time::max());
  CHECK(from_unix_seconds(INT64_MIN) == Time::min());
  CHECK(from_unix_seconds(9223372036) == Time(9223372036s));
  CHECK(from_unix_seconds(9223372037) == Time::max());
}

TEST_CASE("a sum of time and duration stops at the ends") {
  CHECK(saturated_sum(Time(5s), 3s) == Time(8s));
  CHECK(saturated_sum(Time(5s), -8s) == Time(-3s));
  CHECK(saturated_sum(Time(1ns), Duration::max()) == Time::max());
  CHECK(saturated_sum(Time{}, Duration::max()) == Time::max());
  CHECK(saturated_sum(Time(-1ns), Duration::max()) == Time::max() - 1ns);
  CHECK(saturated_sum(Time(-2ns), Duration::min()) == Time::min());
  CHECK(saturated_sum(Time::max(), Duration::min()) == Time(-1ns));
}

TEST_CASE("no clock goes back, or past the end of time") {
  const Time near_the_end = kLastTime - 1h;
  CHECK(*later(near_the_end, 0s) == near_the_end);
  CHECK(*later(near_the_end, 1h) == kLastTime);
  CHECK_FALSE(later(near_the_end, 1h + 1ns));
  CHECK_FALSE(later(near_the_end, Duration::max()));
  CHECK_FALSE(later(near_the_end, -1ns));
  CHECK(later(Time(), Duration::max()).error().message == "the clock ends at 2200-01-01T00:00:00Z");
}

TEST_CASE("ISO 8601 is read with Z, with an offset, without a zone, and as a date alone") {
  const Time expected = at(kNewYear2026);
  for (const char* text :
       {"2026-01-01T00:00:00Z", "2026-01-01t00:00:00z", "2026-01-01 00:00:00", "2026-01-01T00:00",
        "2026-01-01", "2026-01-01T00:00Z", "2026-01-01T00:00:00.000000000Z", "2026-01-01T02:00:00+02:00",
        "2026-01-01T05:30:00+0530", "2025-12-31T19:00:00-05:00", "2025-12-31T16:00:00 -08:00",
        "2026-01-01T23:59:00+23:59", "2026-01-01T00:00:00,0Z"}) {
    INFO(text);
    const auto time = parse_iso8601(text);
    REQUIRE(time);
    CHECK(*time == expected);
  }
}

TEST_CASE("fractions of a second are kept to nine digits, and more are cut off") {
  CHECK(parse_iso8601("2026-01-01T00:00:00.5Z").value() == at(kNewYear2026, 500ms));
  CHECK(parse_iso8601("2026-01-01T00:00:00.1234567Z").value() == at(kNewYear2026, 123456700ns));
  CHECK(parse_iso8601("2026-01-01T00:00:00.123456789999+00:00").value() == at(kNewYear2026, 123456789ns));
  CHECK(parse_iso8601("1969-12-31T23:59:59.9Z").value() == Time(-100ms));
}

TEST_CASE("leap years have a 29th of February and others have not") {
  for (const char* text : {"2024-02-29", "2000-02-29", "1704-02-29"}) CHECK(parse_iso8601(text));
  for (const char* text : {"2023-02-29", "2100-02-29", "1900-02-29", "2024-02-30"})
    CHECK(!parse_iso8601(text));
  CHECK(parse_iso8601("2024-03-01").value() - parse_iso8601("2024-02-28").value() == 48h);
  CHECK(parse_iso8601("2100-03-01").value() - parse_iso8601("2100-02-28").value() == 24h);
}

TEST_CASE("a time that is none is refused") {
  for (const char* text : {"",
                           "now",
                           "2026",
                           "2026-01",
                           "2026-1-1",
                           "26-01-01",
                           "2026-13-01",
                           "2026-00-01",
                           "2026-04-31",
                           "2026-01-00",
                           "2026-01-01T",
                           "2026-01-01T24:00:00Z",
                           "2026-01-01T23:60:00Z",
                           "2026-01-01T23:59:60Z",
                           "2026-01-01T1:00:00Z",
                           "2026-01-01T00:00:00.Z",
                           "2026-01-01T00:00:00ZZ",
                           "2026-01-01T00:00:00Z ",
                           " 2026-01-01",
                           "2026-01-01Z",
                           "2026-01-01T00:00:00+24:00",
                           "2026-01-01T00:00:00+1:00",
                           "2026-01-01T00:00:00+01:60",
                           "2026-01-01T00:00:00+",
                           "2026-01-01T00:00:00 00:00",
                           "+2026-01-01",
                           "-026-01-01",
                           "2026-+1-01",
                           "2026-01--1",
                           "2026/01/01",
                           "0001-01-01T00:00:00Z",
                           "1677-12-31",
                           "2262-01-01",
                           "9999-12-31T23:59:59Z",
                           "2026-01-01T00:-1:00Z",
                           "2026-01-01T000000Z",
                           "1767225600"}) {
    INFO(text);
    const auto time = parse_iso8601(text);
    REQUIRE(!time);
    CHECK(time.error().code == "InvalidTime");
    CHECK(!time.error().hint.empty());
  }
}

TEST_CASE("the years that can be read stay in range with every offset") {
  CHECK(parse_iso8601("1678-01-01T00:00:00+23:59"));
  CHECK(parse_iso8601("2261-12-31T23:59:59.999999999-23:59"));
}

TEST_CASE("an HTTP date is read strictly") {
  CHECK(parse_http_date("Thu, 01 Jan 2026 00:00:00 GMT").value() == at(kNewYear2026));
  CHECK(parse_http_date("Tue, 29 Feb 2000 12:34:56 GMT").value() == at(951827696));
  for (const char* text : {"",
                           "Thu, 01 Jan 2026 00:00:00",
                           "Thu, 01 Jan 2026 00:00:00 UTC",
                           "Thu, 01 Jan 2026 00:00:00 +0000",
                           "Thu, 1 Jan 2026 00:00:00 GMT",
                           "Thu 01 Jan 2026 00:00:00 GMT",
                           "thu, 01 jan 2026 00:00:00 gmt",
                           "Thu, 01 Jan 26 00:00:00 GMT",
                           "Thu, 01 Jan 2026 00:00 GMT",
                           "Thu, 01 Jan 2026 00:00:00.5 GMT",
                           "Thu, 01 Jan 2026 00:00:00 GMT ",
                           "Thu, 32 Jan 2026 00:00:00 GMT",
                           "Sun, 29 Feb 2026 00:00:00 GMT",
                           "Fri, 01 Jan 2026 00:00:00 GMT",
                           "Thu, 01 Jan 2026 24:00:00 GMT",
                           "Thu, 01 Jan 2026 00:00:60 GMT",
                           "Thu, 01 Foo 2026 00:00:00 GMT",
                           "Thursday, 01-Jan-26 00:00:00 GMT",
                           "Mon, 01 Jan 0001 00:00:00 GMT",
                           "Thu Jan  1 00:00:00 2026",
                           "2026-01-01T00:00:00Z"}) {
    INFO(text);
    const auto time = parse_http_date(text);
    REQUIRE(!time);
    CHECK(time.error().code == "InvalidTime");
  }
}

TEST_CASE("durations are read in units, in a row, with fractions, and as ISO 8601") {
  CHECK(parse_duration("10m").value() == 10min);
  CHECK(parse_duration("1h30m").value() == 90min);
  CHECK(parse_duration("250ms").value() == 250ms);
  CHECK(parse_duration("2s").value() == 2s);
  CHECK(parse_duration("1d").value() == 24h);
  CHECK(parse_duration("7us").value() == 7us);
  CHECK(parse_duration("9ns").value() == 9ns);
  CHECK(parse_duration("0s").value() == 0s);
  CHECK(parse_duration("1m1ms").value() == 60001ms);
  CHECK(parse_duration("1.5h").value() == 90min);
  CHECK(parse_duration("0.000000001s").value() == 1ns);
  CHECK(parse_duration("1.25ms").value() == 1250us);
  CHECK(parse_duration("0.9ns").value() == 0ns);
  CHECK(parse_duration("PT10M").value() == 10min);
  CHECK(parse_duration("P1DT2H3M4.5S").value() == 26h + 3min + 4500ms);
  CHECK(parse_duration("P90D").value() == 90 * 24h);
  CHECK(parse_duration("PT0S").value() == 0s);
}

TEST_CASE("a duration that is none, or is negative, is refused") {
  for (const char* text :
       {"",       "10",   "m",    "10x",         "-10m",    "+10m", " 10m",  "10m ",  "10 m",
        "1h 30m", "10M",  "1.h",  ".5h",         "1..5h",   "1e3s", "0x1s",  "P",     "PT",
        "P1",     "P10M", "PT1D", "P1W",         "P1Y",     "P1DT", "PT1",   "PTM",   "-PT1M",
        "pt1m",   "PT1h", "1hP",  "ten minutes", "PT1HT1M", "T1M",  "10min", "1m,5s", "\xC2\xB5s"}) {
    INFO(text);
    const auto duration = parse_duration(text);
    REQUIRE(!duration);
    CHECK(duration.error().code == "InvalidDuration");
  }
}

TEST_CASE("a duration that does not fit is refused, and the longest that fits is read") {
  CHECK(parse_duration("9223372036854775807ns").value() == Duration::max());
  CHECK(parse_duration("9223372036.854775807s").value() == Duration::max());
  CHECK(parse_duration("9223372036s854775807ns").value() == Duration::max());
  for (const char* text : {"9223372036854775808ns", "9223372036.854775808s", "9223372036s854775808ns",
                           "106752d", "99999999999999999999s", "2562048h", "153722868m",
                           "9223372036854775807ns1ns", "106751.99999d1d", "P106752D"}) {
    INFO(text);
    CHECK(!parse_duration(text));
  }
}

TEST_CASE("durations are written in their shortest exact form") {
  CHECK(to_text(Duration{}) == "0s");
  CHECK(to_text(10min) == "10m");
  CHECK(to_text(90min) == "1h30m");
  CHECK(to_text(250ms) == "250ms");
  CHECK(to_text(24h + 1ns) == "1d1ns");
  CHECK(to_text(-90s) == "-1m30s");
  CHECK(to_text(Duration::max()) == "106751d23h47m16s854ms775us807ns");
  CHECK(to_text(Duration::min()) == "-106751d23h47m16s854ms775us808ns");
}

TEST_CASE("what is written is read back as it was, for drawn values of every size") {
  Random random(5);
  for (int round = 0; round < 2000; ++round) {
    const auto drawn = static_cast<std::int64_t>(random.next() >> random.below(64));
    if (drawn < 0) continue;
    INFO(drawn);
    CHECK(parse_duration(to_text(Duration(drawn))).value() == Duration(drawn));
    const Time time{
        Duration(drawn % Duration(parse_iso8601("2261-12-31").value().time_since_epoch()).count())};
    CHECK(parse_iso8601(to_iso8601(time)).value() == time);
    CHECK(unix_seconds(parse_http_date(to_http_date(time)).value()) == unix_seconds(time));
  }
}

TEST_CASE("mutated times and durations are read or refused") {
  const std::vector<std::string> seeds{"2026-01-01T12:34:56.789+01:30", "Thu, 01 Jan 2026 00:00:00 GMT",
                                       "P1DT2H3M4.5S", "1d2h3m4s5ms6us7ns", "9223372036.854775807s"};
  constexpr std::string_view kAwkward = "0123456789-+:.,TZPDHMSdhmsnu \0\xFF";
  Random random = Random(2024).stream("time");
  int good = 0;
  for (int round = 0; round < 2000; ++round) {
    std::string text = seeds[random.below(seeds.size())];
    for (std::uint64_t changes = random.below(4); changes > 0; --changes) {
      const std::size_t at = random.below(text.size() + 1);
      const char awkward = kAwkward[random.below(kAwkward.size())];
      switch (random.below(3)) {
        case 0:
          text.insert(at, 1, awkward);
          break;
        case 1:
          text.erase(at, random.below(4));
          break;
        default:
          if (at < text.size()) text[at] = awkward;
      }
    }
    const auto duration = parse_duration(text);
    if (duration) CHECK(parse_duration(to_text(*duration)).value() == *duration);
    const auto time = parse_iso8601(text);
    const auto date = parse_http_date(text);
    if (date) CHECK(parse_http_date(to_http_date(*date)).value() == *date);
    if (duration || time || date) ++good;
  }
  CHECK(good > 0);
  CHECK(good < 2000);
  CHECK(!parse_duration(std::string(1'000'000, '1')));
  CHECK(parse_duration("1." + std::string(1'000'000, '0') + "s").value() == 1s);
}

TEST_CASE("a refusal quotes no more of the text than a line holds, in printable characters") {
  CHECK(droppoint::excerpt("a\n\xFF\x7F z") == "a??? z");
  CHECK(droppoint::excerpt(std::string(81, 'x')) == std::string(80, 'x') + "...");
  CHECK(parse_duration(std::string(1'000'000, 'x')).error().message.size() < 200);
}
