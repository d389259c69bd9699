#include "scenarios/engine/runner.hpp"

#include "fakes/cloud_core.hpp"

namespace droppoint::scenarios {
namespace {

// Until all holds, or the limit has passed: time moves from one due thing to the next, never past what
// satisfies.
std::vector<Difference> wait_for(const Expectation& expectation, Context& context) {
  auto differences = check(expectation, context);
  if (!expectation.within) return differences;
  fakes::CloudCore& core = context.cloud.core();
  const sim::Time limit = sim::saturated_sum(context.cloud.now(), *expectation.within);
  while (!differences.empty() && context.cloud.now() < limit) {
    const auto due = core.scheduler().next_due(sim::Weight::background);
    core.door().advance_to(due && *due < limit ? *due : limit);
    differences = check(expectation, context);
  }
  return differences;
}

// The newest trace that notified somebody.
std::optional<journal::TraceView> newest_trace(const journal::Reader& journal) {
  std::optional<journal::TraceView> newest;
  journal::TraceFilter filter;
  for (auto traces = journal.traces(filter); !traces.empty(); traces = journal.traces(filter)) {
    filter.after = traces.back().trace.id.value;
    newest = std::move(traces.back());
  }
  return newest;
}

}  // namespace

Report run(const Scenario& scenario, const RunOptions& options) {
  Report report{.file = scenario.file, .name = scenario.name};
  std::size_t number = 0;
  std::string doing = "cloud";
  Place place{1, 1};
  try {
    Cloud cloud{
        {.clock = Clock::skip(), .seed = options.seed, .config = scenario.cloud, .journal = options.journal}};
    const sim::Time start = cloud.now();
    Context context{.cloud = cloud};
    for (const Step& step : scenario.steps) {
      ++number;
      doing = step.name;
      place = step.place;
      if (step.act) step.act(context);
      if (!step.expect) continue;
      for (auto& difference : wait_for(*step.expect, context)) {
        report.failures.push_back({number, step.name, step.expect_place, std::move(difference.expected),
                                   std::move(difference.found)});
      }
    }
    report.simulated = cloud.now() - start;
    report.trace = context.trace ? cloud.trace(context.trace) : newest_trace(cloud.journal());
  } catch (const CloudError& error) {
    report.failures.push_back({number, doing, place, "'" + doing + "' can be done", error.error().message});
  }
  report.held = report.failures.empty();
  return report;
}

}  // namespace droppoint::scenarios
