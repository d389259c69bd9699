#include "scenarios/engine/expectation.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "fakes/causes.hpp"

namespace droppoint::scenarios {
namespace {

using config::ObjectReader;
using Json = nlohmann::ordered_json;

constexpr std::int64_t kManyMost = 1'000'000'000;

std::optional<std::string> read_cause(ObjectReader& reader, std::string_view key) {
  const auto cause = reader.text(key);
  if (!cause || fakes::find_cause(*cause) != nullptr) return cause;
  std::vector<std::string> known;
  for (const auto& candidate : fakes::all_causes()) known.emplace_back(candidate.id);
  const auto near = config::nearest(*cause, known);
  reader.wrong(key, "'" + *cause + "' is no cause of the catalogue",
               near ? "did you mean '" + *near + "'?" : "docs/causes.md lists them");
  return cause;
}

void read_verdict(ObjectReader& reader, Expectation& expectation) {
  const auto delivered = reader.choice("delivered", {"realtime", "apns", "fcm", "webhook"});
  const auto drop_point = reader.integer("dropped_at", 1, 3);
  const auto cause = read_cause(reader, "cause");
  const auto underlying = read_cause(reader, "underlying_cause");
  const bool pending = reader.flag("pending").value_or(false);
  const int kinds = (reader.has("delivered") ? 1 : 0) + (drop_point || cause ? 1 : 0) + (pending ? 1 : 0);
  if (kinds > 1) {
    reader.wrong_object("a notification is either delivered, dropped or pending", "leave the others out");
  }
  if (delivered) {
    expectation.verdict = ExpectedVerdict{.state = wire::VerdictState::delivered, .by = *delivered};
  } else if (drop_point || cause) {
    expectation.verdict =
        ExpectedVerdict{.state = wire::VerdictState::dropped, .cause = cause, .underlying_cause = underlying};
    if (drop_point) expectation.verdict->drop_point = static_cast<int>(*drop_point);
    const fakes::Cause* known = cause ? fakes::find_cause(*cause) : nullptr;
    if (known != nullptr && drop_point && known->drop_point != *drop_point) {
      reader.wrong("dropped_at",
                   "'" + *cause + "' is a cause of drop point " + std::to_string(known->drop_point),
                   "this expectation can never hold");
    }
  } else if (pending) {
    expectation.verdict = ExpectedVerdict{};
  }
}

std::optional<wire::Party> read_party(ObjectReader& reader, std::string_view key) {
  const auto written = reader.text(key);
  if (!written) return std::nullopt;
  const auto party = wire::parse_party(*written);
  if (party) return party;
  std::vector<std::string> known;
  for (int index = 0; index < wire::kPartyCount; ++index) {
    known.emplace_back(wire::to_text(static_cast<wire::Party>(index)));
  }
  reader.wrong(key, "'" + *written + "' is no party", config::suggestion(*written, known));
  return std::nullopt;
}

ExpectedHops read_hops(const Json& value, const std::string& pointer,
                       std::vector<config::Mistake>& mistakes) {
  ObjectReader reader(value, pointer, "hops", mistakes);
  ExpectedHops hops;
  if (!reader.has("to")) reader.wrong_object("hops needs 'to', the party they go to");
  hops.from = read_party(reader, "from");
  hops.to = read_party(reader, "to").value_or(hops.to);
  if (const auto count = reader.integer("count", 0, kManyMost))
    hops.count = static_cast<std::uint64_t>(*count);
  if (const auto status = reader.integer("status", 0, 599)) hops.status = static_cast<int>(*status);
  reader.finish();
  return hops;
}

void read_metrics(ObjectReader& owner, Expectation& expectation) {
  const Json* metrics = owner.object("metrics");
  if (metrics == nullptr) return;
  ObjectReader reader(*metrics, owner.pointer_of("metrics"), "metrics", owner.mistakes());
  expectation.metrics_hub = reader.required_text("hub");
  if (!expectation.metrics_hub.empty() && !config::split_hub_name(expectation.metrics_hub)) {
    reader.wrong("hub", "'" + expectation.metrics_hub + "' names no hub", "write it as namespace/hub");
  }
  for (const auto& [name, unused] : metrics->items()) {
    if (name == "hub") continue;
    if (const auto total = reader.integer(name, 0, kManyMost)) {
      expectation.metrics.emplace_back(name, static_cast<std::uint64_t>(*total));
    }
  }
}

void read_screens(ObjectReader& owner, Expectation& expectation) {
  const Json* screens = owner.object("screen");
  if (screens == nullptr) return;
  ObjectReader reader(*screens, owner.pointer_of("screen"), "screen", owner.mistakes());
  for (const auto& [device, unused] : screens->items()) {
    const auto screen = reader.text(device);
    const std::vector<std::string> known{"ringing", "missed-call", "lock-screen", "none"};
    if (screen && std::find(known.begin(), known.end(), *screen) == known.end()) {
      reader.wrong(device, "'" + *screen + "' is no screen", config::suggestion(*screen, known));
    }
    if (screen) expectation.screens.emplace_back(device, *screen);
  }
}

void read_chat_texts(ObjectReader& owner, Expectation& expectation) {
  const Json* texts = owner.object("text");
  if (texts == nullptr) return;
  ObjectReader reader(*texts, owner.pointer_of("text"), "text", owner.mistakes());
  for (const auto& [device, unused] : texts->items()) {
    if (const auto text = reader.text(device)) expectation.texts.emplace_back(device, *text);
  }
}

}  // namespace

Expectation read_expectation(const Json& value, const std::string& pointer,
                             std::vector<config::Mistake>& mistakes) {
  ObjectReader reader(value, pointer, "expect", mistakes);
  Expectation expectation;
  read_verdict(reader, expectation);
  expectation.on = reader.text("on").value_or("");
  expectation.kind =
      reader.choice("kind", {"incoming-call", "stop-ringing", "chat-message", "direct", "event"})
          .value_or("");
  if (reader.has("warnings")) expectation.warnings = reader.texts("warnings");
  if (const Json* hops = reader.any("hops")) {
    const std::string at = reader.pointer_of("hops");
    if (hops->is_array()) {
      for (std::size_t index = 0; index < hops->size(); ++index) {
        expectation.hops.push_back(read_hops((*hops)[index], at + '/' + std::to_string(index), mistakes));
      }
    } else {
      expectation.hops.push_back(read_hops(*hops, at, mistakes));
    }
  }
  read_metrics(reader, expectation);
  read_screens(reader, expectation);
  read_chat_texts(reader, expectation);
  if (const auto status = reader.integer("status", 100, 599)) expectation.status = static_cast<int>(*status);
  expectation.body_contains = reader.text("body_contains");
  expectation.within = reader.duration("within");
  reader.finish();
  if (value.is_object() && value.empty()) reader.wrong_object("expect says nothing");
  return expectation;
}

}  // namespace droppoint::scenarios
