#include "fakes/notification_hubs/retries.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>

#include "emulator/http/text.hpp"

namespace droppoint::fakes::notification_hubs {

sim::Duration pause_after(int attempt, std::optional<sim::Duration> asked_for) {
  sim::Duration pause = kFirstPause;
  for (int step = 1; step < attempt && pause < kPauseMax; ++step) pause *= 2;
  return std::max(std::min(pause, kPauseMax), asked_for.value_or(sim::Duration::zero()));
}

std::optional<sim::Duration> read_retry_after(const http::Headers& headers, sim::Time now) {
  const auto given = headers.get("Retry-After");
  if (!given) return std::nullopt;
  const std::string_view text = http::trim(*given);
  std::uint32_t seconds = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), seconds);
  if (read.ec == std::errc() && read.ptr == text.data() + text.size()) return std::chrono::seconds(seconds);
  const auto date = sim::parse_http_date(text);
  if (!date) return std::nullopt;
  return std::max(*date - now, sim::Duration::zero());
}

}  // namespace droppoint::fakes::notification_hubs
