#include <array>
#include <cstdlib>

#include <fmt/format.h>

#include "emulator/excerpt.hpp"
#include "emulator/http/headers.hpp"
#include "fakes/monitor/query.hpp"

// The timespan and the interval of a query. The texts of refusals were seen in
// https://github.com/Azure/azure-sdk-for-net/issues/40047 (timespan),
// https://github.com/Azure/azure-sdk-for-python/issues/13547 (retention) and
// https://github.com/Azure/azure-libraries-for-net/issues/495 (interval).

namespace droppoint::fakes::monitor {
namespace {

using std::chrono::minutes;

constexpr std::array kGrains{Grain{"PT1M", minutes(1)},    Grain{"PT5M", minutes(5)},
                             Grain{"PT15M", minutes(15)},  Grain{"PT30M", minutes(30)},
                             Grain{"PT1H", minutes(60)},   Grain{"PT6H", minutes(360)},
                             Grain{"PT12H", minutes(720)}, Grain{"P1D", minutes(1440)}};

sim::Time minute_of(sim::Time time) {
  return sim::Time(std::chrono::floor<minutes>(time.time_since_epoch()));
}

// ISO 8601 only: "PT1H", not "1h".
std::optional<sim::Duration> read_duration(std::string_view text) {
  if (text.empty() || (text.front() != 'P' && text.front() != 'p')) return std::nullopt;
  const auto duration = sim::parse_duration(text);
  if (!duration || *duration <= sim::Duration::zero()) return std::nullopt;
  return *duration;
}

// The four forms that the service names in its refusal.
Result<void> read_span_text(Query& query, std::string_view text, sim::Time now) {
  const auto refused = [&] {
    return bad_query(
        fmt::format("Detected invalid time interval input: {}, supported Iso 8601 time interval format: "
                    "(Datetime/Datetime, Datetime/Duration, Duration/Datetime, Duration)",
                    excerpt(text)));
  };
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos) {
    const auto duration = read_duration(text);
    if (!duration) return refused();
    query.to = now;
    query.from = sim::saturated_sum(now, -*duration);
    return {};
  }
  const std::string_view first = text.substr(0, slash);
  const std::string_view second = text.substr(slash + 1);
  const auto start = sim::parse_iso8601(first);
  const auto end = sim::parse_iso8601(second);
  const auto before = read_duration(first);
  const auto after = read_duration(second);
  if (start && end) {
    query.from = *start;
    query.to = *end;
  } else if (start && after) {
    query.from = *start;
    query.to = sim::saturated_sum(*start, *after);
  } else if (before && end) {
    query.from = sim::saturated_sum(*end, -*before);
    query.to = *end;
  } else {
    return refused();
  }
  return {};
}

// `starttime` and `endtime` of a batch.
Result<void> read_ends(Query& query, const QueryTexts& texts, sim::Time now) {
  if (texts.from.empty()) return bad_query("The parameter starttime is required where endtime is given.");
  const auto from = sim::parse_iso8601(texts.from);
  if (!from) return bad_query(fmt::format("Invalid starttime: {}", from.error().message));
  query.from = *from;
  query.to = now;
  if (texts.to.empty()) return {};
  const auto to = sim::parse_iso8601(texts.to);
  if (!to) return bad_query(fmt::format("Invalid endtime: {}", to.error().message));
  query.to = *to;
  return {};
}

// "00:05:00", and "1.00:00:00" for a day.
std::string clock_text(minutes length) {
  const auto count = length.count();
  const std::string days = count >= 1440 ? fmt::format("{}.", count / 1440) : std::string();
  return fmt::format("{}{:02}:{:02}:00", days, count / 60 % 24, count % 60);
}

// The nearest one; where the span is shorter, the longest that fits into it.
const Grain& nearest_grain(sim::Duration asked, sim::Duration span) {
  const Grain* best = &kGrains.front();
  for (const Grain& grain : kGrains) {
    if (grain.length > span) break;
    if (std::chrono::abs(asked - grain.length) < std::chrono::abs(asked - best->length)) best = &grain;
  }
  return *best;
}

}  // namespace

Result<void> read_span(Query& query, const QueryTexts& texts, sim::Time now) {
  query.to = now;
  query.from = now - std::chrono::hours(1);
  if (!texts.span.empty()) {
    if (auto read = read_span_text(query, texts.span, now); !read) return read;
  } else if (!texts.from.empty() || !texts.to.empty()) {
    if (auto read = read_ends(query, texts, now); !read) return read;
  }
  query.from = minute_of(query.from);
  if (query.to <= query.from) return bad_query("Invalid timespan: its end is not after its start.");
  if (query.from < sim::Time()) return bad_query("Invalid timespan: it starts before 1970.");
  if (query.to < now - kRetention)
    return bad_query(fmt::format("Query endTime: {} is out of the Max metrics retention period: 93.00:00:00",
                                 sim::to_iso8601(query.to)));
  return {};
}

Result<void> read_interval(Query& query, const QueryTexts& texts) {
  if (texts.interval.empty()) return {};
  if (http::equal_ignoring_case(texts.interval, "FULL")) {
    query.interval = query.to - query.from;
    query.interval_text = "FULL";
    return {};
  }
  const auto asked = read_duration(texts.interval);
  const bool adjusts = http::equal_ignoring_case(texts.auto_adjust, "true");
  if (asked && adjusts) {
    const Grain& grain = nearest_grain(*asked, query.to - query.from);
    query.interval = grain.length;
    query.interval_text = std::string(grain.text);
    return {};
  }
  std::string supported;
  for (const Grain& grain : kGrains) {
    supported += (supported.empty() ? "" : ",") + clock_text(grain.length);
    if (asked && *asked == grain.length) {
      query.interval = grain.length;
      query.interval_text = std::string(grain.text);
      return {};
    }
  }
  return bad_query(fmt::format("Invalid time grain duration: {}, supported ones are: {}",
                               excerpt(texts.interval), supported));
}

std::vector<Grain> all_grains() {
  return {kGrains.begin(), kGrains.end()};
}

}  // namespace droppoint::fakes::monitor
