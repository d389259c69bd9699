#include "scenarios/engine/scenario.hpp"

#include <catch2/catch.hpp>

#include <string>

using droppoint::scenarios::PlacedMistake;
using droppoint::scenarios::read_scenario;

namespace {

// "line:column: message (hint)" of each mistake.
std::vector<std::string> mistakes_in(const std::string& text) {
  const auto scenario = read_scenario("x.yaml", text);
  std::vector<std::string> result;
  if (scenario) return result;
  for (const PlacedMistake& mistake : scenario.error()) {
    result.push_back(std::to_string(mistake.place.line) + ':' + std::to_string(mistake.place.column) + ": " +
                     mistake.message + (mistake.hint.empty() ? "" : " (" + mistake.hint + ')'));
  }
  return result;
}

std::string with_steps(const std::string& steps) {
  return "scenario: a name\nsteps:\n" + steps;
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("a scenario without cloud has the default one") {
  const auto scenario = read_scenario(
      "x.yaml", with_steps("  - call: {from: bob, to: alice}\n    expect: {delivered: apns}\n"));
  REQUIRE(scenario);
  CHECK(scenario->name == "a name");
  CHECK(scenario->cloud.communication_services[0].name == "droppoint-acs");
  REQUIRE(scenario->steps.size() == 1);
  CHECK(scenario->steps[0].name == "call");
  CHECK(scenario->steps[0].place.line == 3);
}

TEST_CASE("JSON is read as well as YAML") {
  CHECK(mistakes_in(R"({"scenario": "s", "steps": [{"advance": "10m"}]})").empty());
}

TEST_CASE("each mistake names its line and column, and what was probably meant") {
  CHECK(mistakes_in(with_steps("  - cal: {from: bob, to: alice}\n")) ==
        Texts{"3:5: there is no step 'cal' (did you mean 'call'?)"});
  CHECK(mistakes_in(with_steps("  - call: {form: bob, to: alice}\n")) ==
        Texts{"3:11: a call needs 'from'", "3:12: a call has no 'form' (did you mean 'from'?)"});
  CHECK(mistakes_in(with_steps("  - advance: soon\n")) ==
        Texts{"3:14: 'soon' is not a duration (write it like 10m, 1h30m, 250ms or PT10M)"});
  CHECK(mistakes_in(with_steps("  - expect: {delivered: apn}\n")) ==
        Texts{"3:25: 'apn' is not possible for 'delivered' (did you mean 'apns'?)"});
  CHECK(mistakes_in(with_steps("  - expect: {cause: hub-not-linkd}\n")) ==
        Texts{"3:21: 'hub-not-linkd' is no cause of the catalogue (did you mean 'hub-not-linked'?)"});
  CHECK(mistakes_in(with_steps("  - expect: {dropped_at: 2, cause: hub-not-linked}\n")) ==
        Texts{"3:26: 'hub-not-linked' is a cause of drop point 1 (this expectation can never hold)"});
  CHECK(mistakes_in(with_steps("  - link: {resource: r, hub: calls, policy: p}\n")) ==
        Texts{"3:30: 'calls' names no hub (write it as namespace/hub)"});
  CHECK(
      mistakes_in(with_steps("  - advance: 1s\n    unlink: {resource: r}\n")) ==
      Texts{
          "4:5: a step does one thing, and this one is already 'advance' (make 'unlink' a step of its own)"});
}

TEST_CASE("mistakes about devices have their place before anything runs") {
  CHECK(mistakes_in(with_steps("  - device: {name: x, platfrm: ios, app: a}\n")) ==
        Texts{"3:13: a device needs 'platform'"});
  CHECK(mistakes_in(with_steps("  - device: {name: x, platform: ios, app: a, state: asleep}\n"))[0].substr(
            0, 5) == "3:53:");
  CHECK(mistakes_in(with_steps("  - device: {name: x, stat: offline}\n")) ==
        Texts{"3:23: a change to a device has no 'stat' (did you mean 'state'?)"});
  CHECK(mistakes_in(with_steps("  - device: {name: x, state: foreground, tokens: {fcm: a}}\n")).empty());
  CHECK(mistakes_in("scenario: s\ncloud:\n  devices:\n    p: {platform: ios, app: a, stat: offline}\n"
                    "steps: [{advance: 1s}]\n")[0]
            .substr(0, 34) == "4:32: a device has no 'stat' (did ");
  CHECK(mistakes_in("scenario: s\ncloud:\n  devices: {\"p q\": {platform: ios, app: a}}\n"
                    "steps: [{advance: 1s}]\n")[0]
            .substr(0, 5) == "3:13:");
}

TEST_CASE("all mistakes of a file come together") {
  CHECK(mistakes_in("scenaro: x\ncloud: {edition: 2020}\nsteps: [{advance: -1s}, {fault: {to: apns}}]\n")
            .size() >= 4);
}

TEST_CASE("what is no scenario is refused with its place") {
  CHECK(mistakes_in("").size() >= 1);
  CHECK(mistakes_in("just a text").size() >= 1);
  CHECK(mistakes_in("scenario: a\n").size() == 1);
  CHECK(mistakes_in("scenario: a\nsteps: []\n") == Texts{"2:8: a scenario needs at least one step"});
  CHECK(mistakes_in("scenario: [\n")[0].find("this is not YAML") != std::string::npos);
  CHECK(mistakes_in("scenario: a\nscenario: b\nsteps: [{advance: 1s}]\n") ==
        Texts{"2:1: the key 'scenario' is there twice"});
  CHECK(mistakes_in("scenario: a\nsteps: [{advance: 1s}]\n---\nscenario: b\n")[0].find("second document") !=
        std::string::npos);
  CHECK(mistakes_in(std::string(3000, '[')).size() == 1);
}

TEST_CASE("ids of digits stay texts") {
  const auto scenario = read_scenario("x.yaml",
                                      "scenario: a\ncloud: {notification_hubs: {ns: {h: {apns: {topic: t, "
                                      "key_id: 0123456789, team: 1234567890}}}}}\n"
                                      "steps: [{advance: 1s}]\n");
  REQUIRE(scenario);
  CHECK(scenario->cloud.notification_hubs[0].hubs[0].apns->key_id == "0123456789");
  CHECK(scenario->cloud.notification_hubs[0].hubs[0].apns->team == "1234567890");
}
