#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "emulator/wire/ledger.hpp"
#include "emulator/wire/verdict.hpp"

namespace droppoint::fakes {

// One row of the cause catalogue: why a notification fell.
struct Cause {
  std::string_view id;
  // 1: the hub did not accept; 2: the push service did not accept; 3: it did not deliver. 0: Event Grid's.
  int drop_point;
  // One sentence each.
  std::string_view what;
  // How it shows in Azure, Apple's or Google's service: status codes, metrics, or that it does not show.
  std::string_view shows;
  std::string_view remedy;
  // The public page.
  std::string_view document;
};

std::span<const Cause> all_causes();
const Cause* find_cause(std::string_view id);

// A dropped verdict with the catalogue's remedy and document. `id` must be in the catalogue; `underlying`
// too, or empty. `detail` says what happened this time: values, statuses, names.
wire::Verdict dropped(std::string_view id, std::string detail, std::string_view underlying = {});

// For a sender whose push was taken: if it was a fault that took it, in the party's place, the push is lost,
// and nobody else can say so. It shows as it does in reality: all report success, and the phone stays silent.
void settle_lost_to_fault(wire::Ledger& ledger, wire::NotificationId notification, wire::Party party);

}  // namespace droppoint::fakes
