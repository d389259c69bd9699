#include <map>
#include <set>
#include <string>
#include <string_view>

#include <catch2/catch.hpp>

#include "fakes/causes.hpp"

namespace droppoint::fakes {
namespace {

// The ids of the design, by drop point; 0 is Event Grid.
const std::map<int, std::set<std::string>> kExpected{
    {1,
     {"hub-not-linked", "hub-not-configured", "hub-does-not-exist", "apns-certificate-mode",
      "no-send-permission", "invalid-connection-string", "invalid-resource-id",
      "connection-string-regenerated", "link-not-propagated", "hub-quota-exceeded", "hub-throttled",
      "hub-unreachable", "payload-too-large", "no-registration", "registration-expired",
      "notification-kind-unsupported"}},
    {2,
     {"no-target-found", "pns-not-emulated", "pns-invalid-credentials", "provider-token-expired",
      "bad-device-token", "device-token-not-for-topic", "topic-disallowed", "environment-mismatch",
      "unregistered", "sender-id-mismatch", "invalid-payload", "pns-payload-too-large", "pns-throttled",
      "pns-unavailable", "pns-window-exceeded", "provider-token-churned", "bad-request-header",
      "token-provider-unreachable", "fcm-quota-exceeded"}},
    {3,
     {"expired-before-delivery", "coalesced", "ttl-zero-device-offline", "app-uninstalled",
      "notifications-disabled", "force-stopped", "pending-limit-exceeded", "background-budget-exhausted",
      "device-unreachable", "ringing-ended", "voip-not-reported", "message-ttl-exceeded"}},
    {0,
     {"no-subscription", "filtered-out", "handshake-failed", "endpoint-failed", "dead-lettered",
      "event-expired", "function-did-not-send"}}};

TEST_CASE("the catalogue holds every cause once, at its drop point") {
  std::map<int, std::set<std::string>> found;
  std::size_t count = 0;
  for (const Cause& cause : all_causes()) {
    INFO(cause.id);
    CHECK(found[cause.drop_point].insert(std::string(cause.id)).second);
    ++count;
  }
  CHECK(found == kExpected);
  CHECK(count == 54);
}

TEST_CASE("the catalogue goes along the path, and ends with Event Grid") {
  int last = 1;
  for (const Cause& cause : all_causes()) {
    const int place = cause.drop_point == 0 ? 4 : cause.drop_point;
    INFO(cause.id);
    CHECK(place >= last);
    last = place;
  }
  CHECK(all_causes().front().id == "hub-not-linked");
}

bool is_sentence(std::string_view text) {
  return text.size() > 20 && text.ends_with('.') && text.front() >= 'A' && text.front() <= 'Z' &&
         text.find("  ") == std::string_view::npos;
}

TEST_CASE("each cause says what, how it shows, what to do, and where to read on") {
  const std::set<std::string> hosts{"learn.microsoft.com", "developer.apple.com", "firebase.google.com"};
  for (const Cause& cause : all_causes()) {
    INFO(cause.id);
    CHECK(is_sentence(cause.what));
    CHECK(is_sentence(cause.shows));
    CHECK(is_sentence(cause.remedy));
    REQUIRE(cause.document.starts_with("https://"));
    const std::string_view rest = cause.document.substr(8);
    CHECK(hosts.contains(std::string(rest.substr(0, rest.find('/')))));
    CHECK(cause.document.find_first_of(" \"<>") == std::string_view::npos);
  }
}

TEST_CASE("the causes that people mistake for silence say which metric tells them apart") {
  CHECK(find_cause("hub-not-linked")->shows.find("incoming.all.requests") != std::string_view::npos);
  for (const auto* id : {"hub-not-configured", "no-send-permission", "connection-string-regenerated"})
    CHECK(find_cause(id)->shows.find("`incoming`") != std::string_view::npos);
}

TEST_CASE("a cause is found by its exact id only") {
  CHECK(find_cause("coalesced")->drop_point == 3);
  CHECK(find_cause("Coalesced") == nullptr);
  CHECK(find_cause("") == nullptr);
  CHECK(find_cause("no-such-cause") == nullptr);
}

TEST_CASE("a dropped verdict carries the catalogue's advice") {
  const wire::Verdict verdict = dropped("link-not-propagated", "the old link was used", "no-send-permission");
  CHECK(verdict.state == wire::VerdictState::dropped);
  CHECK(verdict.by.empty());
  CHECK(verdict.drop_point == 1);
  CHECK(verdict.cause == "link-not-propagated");
  CHECK(verdict.underlying_cause == "no-send-permission");
  CHECK(verdict.detail == "the old link was used");
  CHECK(verdict.remedy == find_cause("link-not-propagated")->remedy);
  CHECK(verdict.document == find_cause("link-not-propagated")->document);
}

TEST_CASE("a cause of Event Grid has no drop point") {
  CHECK_FALSE(dropped("filtered-out", "").drop_point.has_value());
}

}  // namespace
}  // namespace droppoint::fakes
