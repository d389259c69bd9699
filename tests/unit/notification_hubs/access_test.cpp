#include <catch2/catch.hpp>

#include "tests/unit/notification_hubs/hub_world.hpp"

namespace droppoint::test {
namespace {

http::Request with_authorization(HubWorld& world, std::string_view authorization,
                                 std::string_view target = kDirect) {
  http::Request request = world.push("apple", kAlert, "aa11", target);
  request.headers.set("Authorization", authorization);
  return request;
}

}  // namespace

TEST_CASE("the fact sheet's signatures open the hub, whatever their escaping and scope") {
  HubWorld world;
  const std::string root =
      "SharedAccessSignature sr=https%3A%2F%2Fcontoso.servicebus.windows.net%2F"
      "&sig=mh5v9bY8aW3k4hNWHwfiDnLjVzMb2%2FVMsX91fqNkTK0%3D&se=1893456000&skn=acs-send";
  CHECK(world.ask(with_authorization(world, root)).status == 201);
  const std::string whole =
      "SharedAccessSignature sr=https%3a%2f%2fcontoso.servicebus.windows.net%2fhub1%2fmessages%3fapi-version"
      "%3d2020-06%26direct&sig=Ap2Qq7EcdaxKIEF2glkNyX2vuTUdpkXI8X5jOpPSH0M%3D&se=1893456000&skn=acs-send";
  CHECK(world.ask(with_authorization(world, whole, "/hub1/messages?api-version=2020-06&direct")).status ==
        201);
  // In the order of old samples.
  const std::string other_order =
      "SharedAccessSignature sig=mh5v9bY8aW3k4hNWHwfiDnLjVzMb2%2FVMsX91fqNkTK0%3D&se=1893456000&skn=acs-send"
      "&sr=https%3A%2F%2Fcontoso.servicebus.windows.net%2F";
  CHECK(world.ask(with_authorization(world, other_order)).status == 201);
}

TEST_CASE("either key of a policy opens the hub, and so does the namespace's") {
  HubWorld world;
  const std::string& secondary = world.hub().policies["acs-send"].secondary_key;
  CHECK(world.ask(with_authorization(world, world.sas("acs-send", secondary))).status == 201);
  HubWorld::add_policy(world.name_space().policies, "RootManageSharedAccessKey",
                       {.listen = true, .send = true, .manage = true}, kOtherKey);
  CHECK(world.ask(with_authorization(world, world.sas("RootManageSharedAccessKey", kOtherKey))).status ==
        201);
}

TEST_CASE("with strict rules a policy of the namespace may not send") {
  HubWorld world({.strict_namespace_rules = true});
  HubWorld::add_policy(world.name_space().policies, "root", {.listen = true, .send = true, .manage = true},
                       kOtherKey);
  const http::Response answer = world.ask(with_authorization(world, world.sas("root", kOtherKey)));
  CHECK(answer.status == 401);
  CHECK(contains(body_of(answer), "Send claim is required for this operation."));
  CHECK(world.ask(world.push()).status == 201);
}

TEST_CASE("a hub's own policy goes before the namespace's of the same name") {
  HubWorld world;
  HubWorld::add_policy(world.name_space().policies, "acs-send", {.listen = true}, kKey);
  CHECK(world.ask(world.push()).status == 201);
}

TEST_CASE("credentials that do not hold are answered 401 in the service's own words") {
  HubWorld world;
  struct Row {
    std::string authorization;
    std::string detail;
  };
  const auto key = auth::HmacKey(kKey);
  const std::string expired = auth::make_sas("https://contoso.servicebus.windows.net/hub1", "acs-send", key,
                                             kStart - std::chrono::seconds(60));
  const Row row = GENERATE_REF(
      Row{"", "MissingToken: "},
      Row{"Bearer abc",
          "MalformedToken: The credentials contained in the authorization header are not in the WRAP "
          "format."},
      Row{"SharedAccessSignature sr=a&sig=b&skn=c",
          "MalformedToken: The credentials contained in the authorization header are not in the WRAP "
          "format."},
      Row{world.sas("acs-send", kOtherKey), "InvalidSignature: The token has an invalid signature."},
      Row{world.sas("no-such-policy"), "InvalidSignature: The token has an invalid signature."},
      Row{expired, "ExpiredToken: "},
      Row{world.sas("acs-send", kKey, "https://contoso.servicebus.windows.net/hub2"), "InvalidAudience: "},
      Row{world.sas("acs-send", kKey, "https://fabrikam.servicebus.windows.net/hub1"), "InvalidAudience: "});
  http::Request request = world.push();
  if (row.authorization.empty()) {
    request.headers.remove("Authorization");
  } else {
    request.headers.set("Authorization", row.authorization);
  }
  const http::Response answer = world.ask(std::move(request));
  CHECK(answer.status == 401);
  CHECK(header(answer, "Content-Type") == "application/xml; charset=utf-8");
  CHECK(body_of(answer).starts_with("<Error><Code>401</Code><Detail>" + row.detail));
  CHECK(world.metric("incoming.all.requests") == 1);
  CHECK(world.metric("incoming.all.failedrequests") == 1);
  CHECK(world.metric("incoming") == 0);
  CHECK(world.apns.seen.empty());
  const wire::Verdict verdict = world.verdict();
  CHECK(verdict.state == wire::VerdictState::dropped);
  CHECK(verdict.drop_point == 1);
  CHECK(verdict.cause == "invalid-connection-string");
}

TEST_CASE("an expiry is judged by the sender's clock, with a named skew") {
  HubWorld world({.sas_skew = std::chrono::seconds(60)});
  const auto at = [&](sim::Duration after_expiry) {
    http::Request request = world.push();
    request.headers.set("Authorization", auth::make_sas("https://contoso.servicebus.windows.net/hub1",
                                                        "acs-send", auth::HmacKey(kKey), kStart));
    wire::Origin origin{.outside = true, .sender_time = kStart + after_expiry};
    return (*world.send(wire::Party::notification_hubs, std::move(request), wire::Party::client, origin))
        ->status;
  };
  world.advance(std::chrono::hours(48));
  CHECK(at(std::chrono::seconds(-1)) == 201);
  CHECK(at(std::chrono::seconds(59)) == 201);
  CHECK(at(std::chrono::seconds(60)) == 401);
}

TEST_CASE("a missing claim is 401 with a text before api-version 2020-06, then 403 without a body") {
  HubWorld world;
  const http::Response old = world.ask(with_authorization(world, world.sas("listen")));
  CHECK(old.status == 401);
  CHECK(contains(body_of(old), "<Detail>Send claim is required for this operation..TrackingId:"));
  CHECK(world.verdict().cause == "no-send-permission");

  http::Request request =
      with_authorization(world, world.sas("listen"), "/hub1/messages/?api-version=2020-06&direct=true");
  const http::Response modern = world.ask(std::move(request));
  CHECK(modern.status == 403);
  CHECK(modern.body == nullptr);
  CHECK_FALSE(modern.headers.contains("Content-Type"));
  CHECK(modern.headers.contains("TrackingId"));
  CHECK(modern.headers.contains("x-ms-correlation-request-id"));
  CHECK(world.verdict().cause == "no-send-permission");
}

TEST_CASE("the api-version may stand in x-ms-version alone") {
  HubWorld world;
  http::Request request = with_authorization(world, world.sas("listen"), "/hub1/messages/?direct");
  request.headers.add("x-ms-version", "2020-06");
  CHECK(world.ask(std::move(request)).status == 403);
}

TEST_CASE("each operation asks for its own claim") {
  HubWorld world;
  struct Row {
    const char* method;
    const char* target;
    const char* policy;
    int status;
  };
  const Row row = GENERATE(
      Row{"GET", "/hub1/registrations", "listen", 401}, Row{"GET", "/hub1/registrations", "acs-send", 401},
      Row{"PUT", "/hub1/installations/x", "listen", 400}, Row{"POST", "/hub1/registrationIDs", "listen", 201},
      Row{"GET", "/hub1/tags/t/registrations", "listen", 401},
      Row{"GET", "/hub1/tags/t/registrations", "full", 200}, Row{"GET", "/hub1", "acs-send", 401},
      Row{"GET", "/hub1", "full", 200}, Row{"GET", "/hub1/messages/some-id", "acs-send", 404},
      Row{"GET", "/hub1/messages/some-id", "listen", 401}, Row{"GET", "/hub1/feedbackcontainer", "full", 200},
      Row{"POST", "/hub1/schedulednotifications/", "acs-send", 400},
      Row{"DELETE", "/hub1/schedulednotifications/1", "listen", 401},
      Row{"POST", "/hub1/messages", "acs-send", 400}, Row{"POST", "/hub1/messages/$batch", "acs-send", 501},
      Row{"POST", "/hub1/jobs", "full", 501}, Row{"POST", "/hub1/jobs", "listen", 401});
  INFO(row.method << ' ' << row.target << " by " << row.policy);
  const http::Response answer = world.ask(
      request(row.method, std::string(kHost), row.target, {{"Authorization", world.sas(row.policy)}}));
  CHECK(answer.status == row.status);
  if (row.status == 501) CHECK(contains(body_of(answer), "docs/fidelity/notification-hubs.md"));
}

TEST_CASE("TrackingId is echoed, or drawn from the seed, and stands in the error too") {
  HubWorld world;
  http::Request request = with_authorization(world, "nonsense");
  request.headers.add("TrackingId", "f0000000-1111-2222-3333-444444444444");
  const http::Response echoed = world.ask(request);
  CHECK(header(echoed, "TrackingId") == "f0000000-1111-2222-3333-444444444444");
  CHECK(
      body_of(echoed).ends_with("TrackingId:f0000000-1111-2222-3333-444444444444,"
                                "TimeStamp:1/1/2026 12:00:00 AM +00:00</Detail></Error>"));
  request.headers.remove("TrackingId");
  const std::string drawn = header(world.ask(request), "TrackingId");
  CHECK(drawn.size() == 36);
  HubWorld same;
  same.ask(with_authorization(same, "nonsense"));
  // One draw less for the first, whose TrackingId was given.
  CHECK(header(same.ask(with_authorization(same, "nonsense")), "TrackingId") != drawn);

  request.headers.set("TrackingId", std::string(200, 'x'));
  CHECK(header(world.ask(request), "TrackingId").size() == 36);
  request.headers.set("TrackingId", "<a>");
  const http::Response escaped = world.ask(request);
  CHECK(contains(body_of(escaped), "TrackingId:&lt;a&gt;,"));
}

}  // namespace droppoint::test
