#pragma once

#include <string>

#include <tl/expected.hpp>

#include "fakes/notification_hubs/call.hpp"
#include "fakes/notification_hubs/registrations/registrations.hpp"

namespace droppoint::fakes::notification_hubs {

// One page of a list: what `$top` and the continuation token of the request ask for.
struct Page {
  Registrations::List registrations;
  // Of the page behind this one, ready for a query; empty on the last.
  std::string next;
};

// The page that follows the token, of at most `$top` and never more than kPageMax. The token names the last
// registration of the page before, so one that goes meanwhile shifts nothing. 400 for a `$top` or token that
// is none.
inline constexpr std::size_t kPageMax = 100;
tl::expected<Page, Refusal> page_of(const Call& call, const Registrations::List& all);

}  // namespace droppoint::fakes::notification_hubs
