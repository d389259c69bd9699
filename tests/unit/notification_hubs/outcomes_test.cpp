#include "fakes/notification_hubs/outcomes.hpp"

#include <catch2/catch.hpp>

#include "fakes/causes.hpp"
#include "fakes/monitor/metric_names.hpp"

namespace droppoint::fakes::notification_hubs {

TEST_CASE("the table of outcomes names only causes of the catalogue and metrics of the monitor") {
  for (const OutcomeRow& row : all_outcomes()) {
    INFO(row.status << ' ' << row.reason << ' ' << row.fragment);
    CHECK(row.cause.empty() == (row.outcome == "Success"));
    if (!row.cause.empty()) {
      const fakes::Cause* cause = fakes::find_cause(row.cause);
      REQUIRE(cause != nullptr);
      CHECK(cause->drop_point == 2);
    }
    if (!row.metric.empty()) CHECK(monitor::find_metric(row.metric) != nullptr);
    for (const std::string_view metric : all_pns_metrics(row.outcome)) {
      CHECK(monitor::find_metric(metric) != nullptr);
    }
  }
}

TEST_CASE("whatever a push service answers has an outcome") {
  const Pns pns = GENERATE(Pns::apns, Pns::fcm_v1, Pns::gcm, Pns::not_emulated);
  for (const int status : {kNoAnswer, 100, 302, 404, 418, 502, 599}) {
    CHECK_FALSE(find_outcome(pns, {.status = status, .reason = "Never heard of"}).cause.empty());
  }
}

TEST_CASE("no row is hidden by an earlier one") {
  for (const OutcomeRow& row : all_outcomes()) {
    INFO(row.status << ' ' << row.reason << ' ' << row.fragment);
    const int status = row.status == kAnyStatus ? 599 : row.status;
    CHECK(&find_outcome(row.pns, {.status = status, .reason = row.reason, .message = row.fragment}) == &row);
  }
}

}  // namespace droppoint::fakes::notification_hubs
