#include "emulator/wire/faults.hpp"

#include <algorithm>
#include <array>

namespace droppoint::wire {
namespace {

std::string_view path_of(const http::Request& request) {
  return std::string_view(request.target).substr(0, request.target.find('?'));
}

bool header_matches(const http::Headers& headers, const std::pair<std::string, std::string>& wanted) {
  for (const std::string_view value : headers.all(wanted.first)) {
    if (matches_pattern(wanted.second, value)) return true;
  }
  return false;
}

bool matches(const FaultMatch& match, const Hop& hop) {
  if (match.from && *match.from != hop.from) return false;
  if (match.to && *match.to != hop.to) return false;
  if (match.method && !http::equal_ignoring_case(*match.method, hop.request.method)) return false;
  if (match.path && !matches_pattern(*match.path, path_of(hop.request))) return false;
  if (match.body && http::bytes_of(hop.request.body).find(*match.body) == std::string_view::npos)
    return false;
  return std::all_of(match.headers.begin(), match.headers.end(),
                     [&hop](const auto& wanted) { return header_matches(hop.request.headers, wanted); });
}

bool in_window(const Fault& fault, sim::Time now) {
  const sim::Time start = fault.added_at + fault.window_start;
  return now >= start && (!fault.window_length || now < start + *fault.window_length);
}

}  // namespace

std::string name_of(const FaultEffect& effect) {
  constexpr std::array<std::string_view, std::variant_size_v<FaultEffect>> kNames{
      "respond", "delay", "drop", "reset", "throttle", "http2"};
  std::string name(kNames[effect.index()]);
  if (const auto* http2 = std::get_if<Http2Effect>(&effect)) name.append(" ").append(name_of(*http2));
  return name;
}

bool matches_pattern(std::string_view pattern, std::string_view text) {
  std::size_t at_pattern = 0;
  std::size_t at_text = 0;
  std::size_t star = std::string_view::npos;
  std::size_t resume = 0;
  while (at_text < text.size()) {
    if (at_pattern < pattern.size() && pattern[at_pattern] == '*') {
      star = at_pattern++;
      resume = at_text;
    } else if (at_pattern < pattern.size() && pattern[at_pattern] == text[at_text]) {
      ++at_pattern;
      ++at_text;
    } else if (star != std::string_view::npos) {
      at_pattern = star + 1;
      at_text = ++resume;
    } else {
      return false;
    }
  }
  while (at_pattern < pattern.size() && pattern[at_pattern] == '*') ++at_pattern;
  return at_pattern == pattern.size();
}

FaultId Faults::add(Fault fault, sim::Time now) {
  fault.id = FaultId{++last_id_};
  fault.added_at = now;
  faults_.push_back(std::move(fault));
  return FaultId{last_id_};
}

bool Faults::remove(FaultId id) {
  if (std::erase_if(faults_, [id](const Fault& fault) { return fault.id == id; }) == 0) return false;
  if (on_removed_) on_removed_(id);
  return true;
}

void Faults::clear() {
  for (const Fault& fault : std::exchange(faults_, {})) {
    if (on_removed_) on_removed_(fault.id);
  }
}

bool Faults::exceeds(FaultId fault, const Throttle& throttle, sim::Time now) {
  auto bucket = std::find_if(buckets_.begin(), buckets_.end(),
                             [fault](const Bucket& candidate) { return candidate.fault == fault; });
  if (bucket == buckets_.end()) bucket = buckets_.insert(buckets_.end(), Bucket{.fault = fault});
  const std::int64_t second = sim::unix_seconds(now);
  if (bucket->second != second) {
    bucket->second = second;
    bucket->count = 0;
  }
  return ++bucket->count > throttle.per_second;
}

std::optional<Faults::Strike> Faults::strike(const Hop& hop, sim::Time now) {
  // Whoever broke everything must still be able to mend it.
  if (hop.request.target.starts_with("/_droppoint/")) return std::nullopt;
  for (Fault& fault : faults_) {
    if (!in_window(fault, now) || !matches(fault.match, hop)) continue;
    if (fault.times && fault.struck >= *fault.times) continue;
    if (++fault.matched <= fault.after) continue;
    // Drawn only where it can matter, so that adding a certain fault leaves other draws alone.
    if (fault.probability_per_million < 1'000'000 &&
        !random_.chance_per_million(fault.probability_per_million)) {
      continue;
    }
    if (const auto* throttle = std::get_if<Throttle>(&fault.effect)) {
      if (!exceeds(fault.id, *throttle, now)) continue;
      ++fault.struck;
      return Strike{fault.id, Respond{.status = 429, .headers = {{"retry-after", "1"}}}};
    }
    ++fault.struck;
    return Strike{fault.id, fault.effect};
  }
  return std::nullopt;
}

}  // namespace droppoint::wire
