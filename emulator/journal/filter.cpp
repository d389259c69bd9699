#include "emulator/journal/journal.hpp"

namespace droppoint::journal {

bool passes(const TraceFilter& filter, const TraceView& view) {
  if (view.trace.kind.empty() && !filter.with_unkinded) return false;
  if (filter.state && view.verdict.state != *filter.state) return false;
  if (filter.drop_point && view.verdict.drop_point != filter.drop_point) return false;
  if (!filter.cause.empty() && view.verdict.cause != filter.cause) return false;
  return filter.kind.empty() || view.trace.kind == filter.kind;
}

bool passes(const HopFilter& filter, const wire::Hop& hop) {
  if (hop.sequence <= filter.after) return false;
  if (filter.trace && hop.trace != *filter.trace) return false;
  if (filter.from && hop.from != *filter.from) return false;
  if (filter.to && hop.to != *filter.to) return false;
  return !filter.since || hop.sent_at >= *filter.since;
}

}  // namespace droppoint::journal
