#include "fakes/causes.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "emulator/assert.hpp"
#include "fakes/causes_tables.hpp"

namespace droppoint::fakes {

std::span<const Cause> all_causes() {
  static const std::vector<Cause> catalogue = [] {
    std::vector<Cause> all;
    for (const auto part : {causes_of_drop_point_1(), causes_of_drop_point_2(), causes_of_drop_point_3(),
                            causes_of_event_grid()})
      all.insert(all.end(), part.begin(), part.end());
    return all;
  }();
  return catalogue;
}

const Cause* find_cause(std::string_view id) {
  const auto causes = all_causes();
  const auto found =
      std::find_if(causes.begin(), causes.end(), [&](const Cause& cause) { return cause.id == id; });
  return found == causes.end() ? nullptr : &*found;
}

wire::Verdict dropped(std::string_view id, std::string detail, std::string_view underlying) {
  const Cause* cause = find_cause(id);
  DROPPOINT_ASSERT(cause != nullptr, "a dropped verdict names a cause of the catalogue");
  DROPPOINT_ASSERT(underlying.empty() || find_cause(underlying) != nullptr,
                   "an underlying cause is one of the catalogue");
  wire::Verdict verdict{.state = wire::VerdictState::dropped};
  if (cause->drop_point != 0) verdict.drop_point = cause->drop_point;
  verdict.cause = std::string(cause->id);
  verdict.underlying_cause = std::string(underlying);
  verdict.detail = std::move(detail);
  verdict.remedy = std::string(cause->remedy);
  verdict.document = std::string(cause->document);
  return verdict;
}

void settle_lost_to_fault(wire::Ledger& ledger, wire::NotificationId notification, wire::Party party) {
  if (!ledger.was_stand_in(notification, party)) return;
  ledger.settle(notification, dropped("device-unreachable", "a fault took the push in the place of " +
                                                                std::string(wire::to_text(party)) +
                                                                ", which never saw it"));
}

}  // namespace droppoint::fakes
