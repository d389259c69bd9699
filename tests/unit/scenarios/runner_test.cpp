#include "scenarios/engine/runner.hpp"

#include <catch2/catch.hpp>

#include "scenarios/engine/explain.hpp"

using namespace droppoint;
using scenarios::Report;

namespace {

constexpr const char* kCloud = R"(scenario: test
cloud:
  communication_services: {contoso: {link: {hub: contoso-ns/calls, policy: acs-send}}}
  notification_hubs:
    contoso-ns: {calls: {policies: {acs-send: [Send]}, apns: {topic: com.contoso.app}}}
  devices: {alice-iphone: {platform: ios, app: com.contoso.app, user: alice, state: background}}
steps:
)";

Report run(const std::string& steps, const std::string& head = kCloud) {
  const auto scenario = scenarios::read_scenario("test.yaml", head + steps);
  if (!scenario) FAIL(scenario.error().front().message);
  return scenarios::run(*scenario, {});
}

}  // namespace

TEST_CASE("an expectation that does not hold says what was expected and found, and where") {
  const Report report =
      run("  - call: {from: bob, to: alice}\n    expect: {dropped_at: 1, cause: hub-not-linked}\n");
  CHECK_FALSE(report.held);
  REQUIRE(report.failures.size() == 1);
  CHECK(report.failures[0].step == 1);
  CHECK(report.failures[0].place.line == 9);
  CHECK(report.failures[0].expected == "dropped at 1, cause hub-not-linked");
  CHECK(report.failures[0].found == "delivered by apns");
}

TEST_CASE("each kind of expectation can fail") {
  const auto found = [](const std::string& expect) {
    const Report report = run("  - call: {from: bob, to: alice}\n    expect: {" + expect + "}\n");
    REQUIRE(report.failures.size() == 1);
    return report.failures[0].found;
  };
  CHECK(found("pending: true") == "delivered by apns");
  CHECK(found("delivered: fcm, on: alice-iphone") == "delivered by apns on alice-iphone");
  CHECK(found("delivered: apns, on: nobody") == "no such notification on nobody");
  CHECK(found("warnings: [old-link-in-use]") == "warnings: none");
  CHECK(found("hops: {to: apns, count: 2}") == "1 hops to apns");
  CHECK(found("hops: {to: notification-hubs, status: 401}") == "hops to notification-hubs: status 201");
  CHECK(found("hops: {to: fcm, status: 200}") == "no hops to fcm");
  CHECK(found("metrics: {hub: contoso-ns/calls, incoming: 2}") == "incoming = 1");
  CHECK(found("screen: {alice-iphone: none}") == "alice-iphone shows ringing");
  CHECK(found("status: 200") == "no answer");
}

TEST_CASE("within waits on the clock, and not past what satisfies it") {
  const Report waited =
      run("  - call: {from: bob, to: alice}\n"
          "  - expect: {screen: {alice-iphone: missed-call}, within: 10m}\n");
  CHECK(waited.held);
  CHECK(waited.simulated == std::chrono::seconds(30));
  const Report late =
      run("  - call: {from: bob, to: alice}\n"
          "  - expect: {screen: {alice-iphone: missed-call}, within: 29s}\n");
  CHECK_FALSE(late.held);
  CHECK(late.simulated == std::chrono::seconds(29));
}

TEST_CASE("a step that cannot be done ends the scenario with its reason") {
  const Report report = run("  - delete_hub: {hub: contoso-ns/missing}\n  - call: {from: bob, to: alice}\n");
  REQUIRE(report.failures.size() == 1);
  CHECK(report.failures[0].step == 1);
  CHECK(report.failures[0].found == "the cloud has no hub 'contoso-ns/missing'");
}

TEST_CASE("a device that the cloud refuses is told") {
  const Report report = run("  - advance: 1s\n",
                            "scenario: test\ncloud: {devices: {phone: {restored_from: nobody}}}\nsteps:\n");
  REQUIRE(report.failures.size() == 1);
  CHECK(report.failures[0].found.find("phone") != std::string::npos);
}

TEST_CASE("a raw request is answered by the party that its host names") {
  const Report report =
      run("  - request: {method: POST, url: 'https://api.push.apple.com/3/device/aa', body: {aps: {}}}\n"
          "    expect: {status: 403, body_contains: MissingProviderToken}\n");
  CHECK(report.held);
}

TEST_CASE("a back end installs a device, sends to its tags, by template, later, and directly") {
  const std::string head =
      "scenario: test\ncloud:\n"
      "  notification_hubs: {ns: {hub: {apns: {topic: com.contoso.app}, policies: {p: [Listen, Send]}}}}\n"
      "  devices: {alice: {platform: ios, app: com.contoso.app}}\nsteps:\n";
  const std::string to = "{hub: ns/hub, policy: p, ";
  const Report report =
      run("  - install: " + to + "device: alice, tags: [a], templates: {t: {aps: {alert: $(m)}}}}\n" +
              "    expect: {status: 200}\n" + "  - send: " + to +
              "format: apple, tags: a, body: {aps: {alert: hi}}}\n" +
              "    expect: {delivered: apns, status: 201, hops: {to: apns, count: 1}}\n" + "  - send: " + to +
              "format: apple, tags: b, body: {aps: {alert: hi}}}\n" +
              "    expect: {cause: no-target-found, hops: {to: apns, count: 0}}\n" + "  - send: " + to +
              "format: template, test: true, body: {m: hi}}\n" +
              "    expect: {delivered: apns, body_contains: <Success>1</Success>}\n" + "  - send: " + to +
              "format: apple, in: 1m, body: {aps: {alert: hi}}}\n" +
              "    expect: {pending: true, hops: {to: apns, count: 0}}\n" +
              "  - expect: {delivered: apns, within: 1m}\n" + "  - direct_send: " + to +
              "device: alice, body: {aps: {alert: hi}}}\n" + "    expect: {delivered: apns, on: alice}\n" +
              "  - direct_send: " + to + "device: alice, format: fcm, body: {}}\n" +
              "    expect: {status: 400}\n",
          head);
  for (const auto& failure : report.failures)
    UNSCOPED_INFO(failure.step << ": " << failure.expected << ", found " << failure.found);
  CHECK(report.held);
}

TEST_CASE("a send that is not written right is told before anything runs") {
  const std::string step =
      GENERATE("send: {format: apple, body: {}}", "send: {hub: ns, format: apple, body: {}}",
               "send: {hub: ns/hub, body: {}}", "send: {hub: ns/hub, format: apple}",
               "send: {hub: ns/hub, format: apple, body: {}, in: soon}",
               "send: {hub: ns/hub, format: apple, body: {}, tag: a}", "install: {hub: ns/hub}",
               "install: {device: alice}", "direct_send: {hub: ns/hub, body: {}}");
  INFO(step);
  CHECK_FALSE(scenarios::read_scenario("test.yaml", kCloud + std::string("  - ") + step + "\n"));
}

TEST_CASE("users write to each other, phones hang up, and steps are repeated") {
  const Report report =
      run("  - send_chat: {from: bob, to: alice, content: hello}\n"
          "    expect: {delivered: apns, kind: chat-message, screen: {alice-iphone: lock-screen}}\n"
          "  - call: {from: bob, to: alice}\n"
          "  - answer: {device: alice-iphone}\n"
          "  - hang_up: {device: alice-iphone}\n"
          "    expect: {hops: {from: communication-services, to: device, count: 2, status: 200}}\n"
          "  - repeat: {times: 3, steps: [{call: {from: bob, to: alice}}, {advance: 1m}]}\n"
          "    expect: {metrics: {hub: contoso-ns/calls, incoming: 8}}\n");
  CHECK(report.held);
  CHECK(report.simulated == std::chrono::minutes(3));
  const Report refused = run("  - call: {from: bob, to: alice}\n  - hang_up: {device: alice-iphone}\n");
  REQUIRE(refused.failures.size() == 1);
  CHECK_THAT(refused.failures[0].found, Catch::Contains("alice-iphone is not in the call"));
}

TEST_CASE("a repeat that is not written right is told before anything runs") {
  const auto mistake = [](const std::string& step) {
    const auto scenario = scenarios::read_scenario("test.yaml", kCloud + ("  - " + step + "\n"));
    return scenario ? std::string("none") : scenario.error().front().message;
  };
  CHECK(mistake("repeat: {steps: [{advance: 1m}]}") == "repeat needs 'times'");
  CHECK(mistake("repeat: {times: 2}") == "repeat needs 'steps'");
  CHECK(mistake("repeat: {times: 2, steps: []}") == "repeat needs at least one step");
  CHECK_THAT(mistake("repeat: {times: 0, steps: [{advance: 1m}]}"), Catch::Contains("times"));
  CHECK(mistake("repeat: {times: 2, steps: [{cal: {}}]}") == "there is no step 'cal' to repeat");
  CHECK_THAT(mistake("repeat: {times: 2, steps: [{advance: 1m, expect: {}}]}"),
             Catch::Contains("one step word"));
  CHECK_THAT(mistake("send_chat: {from: bob, to: alice}"), Catch::Contains("content"));
  CHECK_THAT(mistake("direct_send: {hub: a/b, device: x, body: {}, headers: 7}"), Catch::Contains("headers"));
}

TEST_CASE("a dropped notification is explained like a compiler's error") {
  const Report report = run("  - unlink: {resource: contoso}\n  - call: {from: bob, to: alice}\n");
  REQUIRE(report.trace);
  const std::string text = scenarios::explain(*report.trace);
  CAPTURE(text);
  CHECK(text.find("dropped[hub-not-linked]: incoming-call for alice-iphone: ") != std::string::npos);
  CHECK(text.find("Communication Services --X  Notification Hubs ---> APNs/FCM ---> device") !=
        std::string::npos);
  CHECK(text.find("^ ") != std::string::npos);
  CHECK(text.find("drop point 1") != std::string::npos);
  CHECK(text.find("= what to do: ") != std::string::npos);
  CHECK(text.find("= read: https://") != std::string::npos);
}
