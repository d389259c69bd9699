#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "emulator/wire/party.hpp"
#include "fakes/config/object_reader.hpp"
#include "fakes/handles.hpp"

namespace droppoint::scenarios {

struct Context;

// How many hops of the newest trace go to a party, and how they are answered.
struct ExpectedHops {
  std::optional<wire::Party> from = {};
  wire::Party to = wire::Party::notification_hubs;
  std::optional<std::uint64_t> count = {};
  // Of the last of them; 0: no response came.
  std::optional<int> status = {};
};

// What an `expect:` says. Every part that is set must hold.
struct Expectation {
  std::optional<ExpectedVerdict> verdict = {};
  // The verdict of one device's notification instead of the trace's; `kind` picks among several.
  std::string on = {};
  std::string kind = {};
  std::optional<std::vector<std::string>> warnings = {};
  std::vector<ExpectedHops> hops = {};
  // The hub whose metrics are meant, and each metric's total.
  std::string metrics_hub = {};
  std::vector<std::pair<std::string, std::uint64_t>> metrics = {};
  // Device → screen.
  std::vector<std::pair<std::string, std::string>> screens = {};
  // Device → what its app read in the newest message of chat.
  std::vector<std::pair<std::string, std::string>> texts = {};
  // Of the newest `request:`.
  std::optional<int> status = {};
  std::optional<std::string> body_contains = {};
  // Waits on the cloud's clock until all holds, at most that long.
  std::optional<sim::Duration> within = {};
};

// Reads the value of `expect:`.
Expectation read_expectation(const nlohmann::ordered_json& value, const std::string& pointer,
                             std::vector<config::Mistake>& mistakes);

struct Difference {
  std::string expected;
  std::string found;
};
// What does not hold now; empty if all does.
std::vector<Difference> check(const Expectation& expectation, Context& context);

}  // namespace droppoint::scenarios
