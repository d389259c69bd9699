#include <catch2/catch.hpp>

#include "fakes/apns/reasons.hpp"
#include "fakes/notification_hubs/outcomes.hpp"

namespace droppoint::test {

TEST_CASE("a hub that only has the answer comes to the cause that APNs knows", "[apns]") {
  using namespace fakes::notification_hubs;
  for (const fakes::apns::ReasonRow& row : fakes::apns::all_reasons()) {
    INFO(row.text);
    const OutcomeRow& outcome = find_outcome(Pns::apns, {.status = row.status, .reason = row.text});
    // All that a hub puts into the path is the device's token.
    const std::string_view expected =
        row.reason == fakes::apns::Reason::bad_path ? "bad-device-token" : row.cause;
    CHECK(outcome.cause == expected);
  }
}

}  // namespace droppoint::test
