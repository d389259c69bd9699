#include "emulator/wire/correlations.hpp"

#include <utility>

namespace droppoint::wire {
namespace {

constexpr std::size_t kShortestText = 8;

}  // namespace

void Correlations::add(std::string text, TraceId trace, sim::Time until) {
  if (text.size() < kShortestText) return;
  entries_.insert_or_assign(std::move(text), Entry{trace, until});
}

std::optional<TraceId> Correlations::find(const http::Request& request, sim::Time now) {
  std::erase_if(entries_, [now](const auto& entry) { return entry.second.until < now; });
  std::optional<TraceId> found;
  std::size_t longest = 0;
  const std::string_view body = http::bytes_of(request.body);
  for (const auto& [text, entry] : entries_) {
    if (text.size() <= longest) continue;
    const bool held =
        request.target.find(text) != std::string::npos || body.find(text) != std::string_view::npos;
    if (!held) continue;
    found = entry.trace;
    longest = text.size();
  }
  return found;
}

}  // namespace droppoint::wire
