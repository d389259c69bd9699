#include "scenarios/replay/replay.hpp"

#include <algorithm>
#include <limits>
#include <map>

#include <nlohmann/json.hpp>

#include "emulator/journal/json.hpp"
#include "fakes/cloud_core.hpp"

namespace droppoint::scenarios {
namespace {

using Json = nlohmann::ordered_json;
using Hops = std::vector<std::shared_ptr<const wire::Hop>>;

constexpr std::size_t kAll = std::numeric_limits<std::size_t>::max();

Result<config::CloudConfig> configuration_of(const journal::Run& run) {
  const Json json = Json::parse(run.configuration, nullptr, false);
  std::vector<config::Mistake> mistakes;
  if (!json.is_discarded()) {
    auto config = config::read_cloud_config(json, "", mistakes);
    if (mistakes.empty()) return config;
  }
  const std::string why =
      mistakes.empty() ? "it is not JSON" : mistakes.front().pointer + ": " + mistakes.front().message;
  return fail("UnusableJournal", "the recorded configuration cannot be read: " + why);
}

// Makes no call: the answers are among the stimuli.
class RecordedCalls final : public owner::Outgoing {
 public:
  explicit RecordedCalls(const journal::Reader& recorded) : recorded_(recorded) {
    for (const wire::Stimulus& stimulus : recorded.stimuli()) {
      if (stimulus.kind == wire::StimulusKind::outgoing_answer) answered_[stimulus.hop] = stimulus.at;
      last_ = std::max(last_, stimulus.at);
    }
  }

  // What was not called then is not called now; an event of the trace says why.
  std::optional<Refusal> send(const wire::Hop& hop, Done /*done*/) override {
    if (answered_.contains(hop.sequence)) return std::nullopt;
    const auto trace = recorded_.trace(hop.trace);
    if (!trace) return std::nullopt;
    for (const wire::Event& event : trace->events) {
      if (event.party != wire::Party::webhook || event.detail != hop.request.target) continue;
      if (event.kind == fakes::kEndpointNotAllowed) return Refusal::not_allowed;
      if (event.kind == fakes::kEndpointNotCalled) return Refusal::not_now;
    }
    return std::nullopt;
  }

  // Where no time passed until the answer, or until the end of the run, it was held.
  bool holds_time(const wire::Hop& hop, sim::Time now) const override {
    const auto found = answered_.find(hop.sequence);
    const sim::Time until = found != answered_.end() ? found->second : last_;
    return until <= now;
  }

  void forget() override {}

 private:
  const journal::Reader& recorded_;
  std::map<std::uint64_t, sim::Time> answered_;
  // When the last stimulus came.
  sim::Time last_{};
};

// Lets one recorded stimulus into the new cloud, at the time at which it came.
Result<void> feed(const wire::Stimulus& stimulus, const journal::Reader& recorded, fakes::CloudCore& core) {
  core.scheduler().advance_to(stimulus.at);
  if (stimulus.kind == wire::StimulusKind::advance) {
    core.door().advance_to(stimulus.advance_to);
    return {};
  }
  const Hops hops = recorded.hops({.after = stimulus.hop - 1, .limit = 1});
  if (hops.empty() || hops.front()->sequence != stimulus.hop) {
    return fail("UnusableJournal", "the hop " + std::to_string(stimulus.hop) + " of a stimulus is missing",
                "record with a journal file: in memory the oldest traces are dropped");
  }
  const wire::Hop& hop = *hops.front();
  if (stimulus.kind == wire::StimulusKind::outgoing_answer) {
    if (hop.answer) core.outside().answer(hop.sequence, *hop.answer);
    core.scheduler().run_due();
    return {};
  }
  core.admit({.from = hop.from,
              .to = hop.to,
              .request = hop.request,
              .origin = hop.origin,
              .control = stimulus.kind == wire::StimulusKind::control});
  return {};
}

std::optional<ReplayDifference> compare_hops(const Hops& recorded, const Hops& replayed) {
  for (std::size_t index = 0; index < recorded.size(); ++index) {
    const std::uint64_t sequence = recorded[index]->sequence;
    const std::string before = journal::to_json(*recorded[index]).dump(2);
    if (index >= replayed.size())
      return ReplayDifference{sequence, "the hop does not come", before, "nothing"};
    const std::string after = journal::to_json(*replayed[index]).dump(2);
    if (before != after) return ReplayDifference{sequence, "the hop is another", before, after};
  }
  if (replayed.size() > recorded.size()) {
    const auto& extra = replayed[recorded.size()];
    return ReplayDifference{extra->sequence, "a hop comes that was not recorded", "nothing",
                            journal::to_json(*extra).dump(2)};
  }
  return std::nullopt;
}

std::optional<ReplayDifference> compare_traces(const journal::Reader& recorded,
                                               const journal::Reader& replayed) {
  const journal::TraceFilter all{.limit = kAll};
  const auto before = recorded.traces(all);
  const auto after = replayed.traces(all);
  for (std::size_t index = 0; index < before.size() && index < after.size(); ++index) {
    const std::string one = journal::to_json(before[index]).dump(2);
    const std::string other = journal::to_json(after[index]).dump(2);
    if (one != other)
      return ReplayDifference{0, "trace " + wire::to_text(before[index].trace.id) + " is another", one,
                              other};
  }
  if (before.size() == after.size()) return std::nullopt;
  return ReplayDifference{0, "the number of traces is another", std::to_string(before.size()),
                          std::to_string(after.size())};
}

}  // namespace

Result<ReplayResult> replay(const journal::Reader& recorded) {
  const journal::Run run = recorded.run();
  auto config = configuration_of(run);
  if (!config) return tl::unexpected(config.error());
  ReplayResult result;
  RecordedCalls calls(recorded);
  try {
    Cloud cloud{{.seed = run.seed, .config = std::move(*config), .start = run.started_at}};
    cloud.core().call_outside_by(&calls);
    for (const wire::Stimulus& stimulus : recorded.stimuli()) {
      if (auto fed = feed(stimulus, recorded, cloud.core()); !fed) return tl::unexpected(fed.error());
      ++result.stimuli;
    }
    const journal::HopFilter all{.limit = kAll};
    const Hops before = recorded.hops(all);
    result.hops = before.size();
    result.difference = compare_hops(before, cloud.journal().hops(all));
    if (!result.difference) result.difference = compare_traces(recorded, cloud.journal());
  } catch (const CloudError& error) {
    return tl::unexpected(error.error());
  }
  return result;
}

}  // namespace droppoint::scenarios
