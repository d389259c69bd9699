#include "emulator/journal/memory_journal.hpp"

#include <algorithm>

namespace droppoint::journal {
namespace {

std::size_t kept_bytes(const http::Headers& headers) {
  std::size_t bytes = 0;
  for (const auto field : headers) bytes += field.name.size() + field.value.size() + 12;
  return bytes;
}

std::size_t request_bytes(const wire::Hop& hop) {
  return sizeof(wire::Hop) + hop.request.target.size() + kept_bytes(hop.request.headers) +
         http::bytes_of(hop.request.body).size();
}

std::size_t answer_bytes(const wire::Hop& hop) {
  if (!hop.answer || !hop.answer->has_value()) return 0;
  return kept_bytes((*hop.answer)->headers) + http::bytes_of((*hop.answer)->body).size();
}

}  // namespace

void MemoryJournal::start(Run run) {
  run_ = std::move(run);
  traces_.clear();
  hops_.clear();
  stimuli_.clear();
  bytes_ = 0;
  dropped_traces_ = 0;
}

void MemoryJournal::stimulus(const wire::Stimulus& stimulus) {
  ++position_;
  stimuli_.push_back(stimulus);
}

std::shared_ptr<wire::Hop> MemoryJournal::open(wire::Hop hop) {
  ++position_;
  auto kept = std::make_shared<wire::Hop>(std::move(hop));
  Entry& entry = traces_[kept->trace.value];
  entry.hops.push_back(kept);
  ++entry.open_hops;
  hops_.emplace(kept->sequence, kept);
  add_bytes(entry, request_bytes(*kept));
  return kept;
}

void MemoryJournal::close(const std::shared_ptr<wire::Hop>& hop) {
  ++position_;
  const auto entry = traces_.find(hop->trace.value);
  if (entry == traces_.end()) return;
  --entry->second.open_hops;
  add_bytes(entry->second, answer_bytes(*hop));
  drop_oldest();
}

void MemoryJournal::trace(const wire::Trace& trace) {
  ++position_;
  traces_[trace.id.value].trace = trace;
}

void MemoryJournal::notification(const wire::Notification& notification) {
  ++position_;
  auto& known = traces_[notification.trace.value].notifications;
  const auto found = std::find_if(
      known.begin(), known.end(),
      [&notification](const wire::Notification& candidate) { return candidate.id == notification.id; });
  if (found == known.end()) {
    known.push_back(notification);
  } else {
    *found = notification;
  }
}

void MemoryJournal::event(const wire::Event& event) {
  ++position_;
  Entry& entry = traces_[event.trace.value];
  entry.events.push_back(event);
  add_bytes(entry, sizeof(wire::Event) + event.kind.size() + event.detail.size());
}

void MemoryJournal::add_bytes(Entry& entry, std::size_t bytes) {
  entry.bytes += bytes;
  bytes_ += bytes;
}

bool MemoryJournal::finished(const Entry& entry) const {
  return entry.open_hops == 0 &&
         std::all_of(entry.notifications.begin(), entry.notifications.end(), [](const auto& notification) {
           return notification.verdict.state != wire::VerdictState::pending;
         });
}

void MemoryJournal::drop_oldest() {
  for (auto entry = traces_.begin(); bytes_ > bytes_max_ && entry != traces_.end();) {
    if (!finished(entry->second)) {
      ++entry;
      continue;
    }
    for (const auto& hop : entry->second.hops) hops_.erase(hop->sequence);
    bytes_ -= entry->second.bytes;
    entry = traces_.erase(entry);
    if (++dropped_traces_ == 1 && say_) {
      say_(
          "the journal in memory is full: the oldest finished traces are dropped (journal_bytes_max); use a "
          "journal file to keep all");
    }
  }
}

TraceView MemoryJournal::view(const Entry& entry) const {
  return TraceView{entry.trace, wire::sum_up(entry.trace.kind, entry.notifications), entry.notifications,
                   entry.hops, entry.events};
}

std::optional<TraceView> MemoryJournal::trace(wire::TraceId id) const {
  const auto found = traces_.find(id.value);
  if (found == traces_.end()) return std::nullopt;
  return view(found->second);
}

std::vector<TraceView> MemoryJournal::traces(const TraceFilter& filter) const {
  std::vector<TraceView> result;
  for (auto entry = traces_.upper_bound(filter.after); entry != traces_.end(); ++entry) {
    if (result.size() == filter.limit) break;
    TraceView candidate = view(entry->second);
    if (passes(filter, candidate)) result.push_back(std::move(candidate));
  }
  return result;
}

std::vector<std::shared_ptr<const wire::Hop>> MemoryJournal::hops(const HopFilter& filter) const {
  std::vector<std::shared_ptr<const wire::Hop>> result;
  for (auto hop = hops_.upper_bound(filter.after); hop != hops_.end(); ++hop) {
    if (result.size() == filter.limit) break;
    if (passes(filter, *hop->second)) result.push_back(hop->second);
  }
  return result;
}

}  // namespace droppoint::journal
