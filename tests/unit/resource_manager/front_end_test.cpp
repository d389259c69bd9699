#include <catch2/catch.hpp>

#include "fakes/auth/fixed_keys.hpp"
#include "tests/unit/resource_manager/management.hpp"

namespace droppoint::fakes::resource_manager {
namespace {

using namespace std::chrono_literals;

Reply send_with(Management& management, http::Headers headers, std::string path = std::string(kGroup),
                std::string query = "?api-version=2021-04-01") {
  return management.send(test::request("GET", std::string(kRealHost), path + query, std::move(headers)));
}

Reply send_token(Management& management, const std::string& token) {
  return send_with(management, {{"Authorization", "Bearer " + token}});
}

std::string entra_token(std::int64_t expiry, std::string audience = "https://management.azure.com") {
  const auto key = auth::RsaPrivateKey::from_pem(auth::kTokenSigningKeyPem);
  return auth::make_jwt_rs256(R"({"alg":"RS256"})",
                              R"({"aud":")" + audience + R"(","exp":)" + std::to_string(expiry) + "}",
                              key.value());
}

TEST_CASE("without a bearer token nothing is answered") {
  Management management;
  const Reply missing = send_with(management, {});
  CHECK(missing.status == 401);
  CHECK(missing.code() == "AuthenticationFailed");
  CHECK(missing.header("WWW-Authenticate").starts_with("Bearer authorization_uri=\""));
  CHECK(missing.header("content-type") == "application/json; charset=utf-8");

  CHECK(send_with(management, {{"Authorization", "Basic dXNlcjpwYXNz"}}).code() == "AuthenticationFailed");
  CHECK(send_with(management, {{"Authorization", "Bearer "}}).code() == "AuthenticationFailed");
  CHECK(send_with(management, {{"Authorization", ""}}).status == 401);
  CHECK(send_token(management, "not-a-token").code() == "InvalidAuthenticationToken");
  CHECK(send_token(management, "a.b.c").code() == "InvalidAuthenticationToken");
}

TEST_CASE("any well-formed token opens, whatever its scheme's case") {
  Management management;
  CHECK(send_token(management, any_token()).status == 200);
  CHECK(send_with(management, {{"authorization", "bearer " + any_token()}}).status == 200);
}

TEST_CASE("a token of our Entra ID expires on the cloud's clock, another's on its sender's") {
  Management management;
  const std::int64_t soon = sim::unix_seconds(test::kStart) + 60;
  const std::string ours = entra_token(soon);
  const std::string other =
      auth::make_unsigned_jwt(R"({"alg":"none"})", R"({"exp":)" + std::to_string(soon) + "}");
  CHECK(send_token(management, ours).status == 200);
  CHECK(send_token(management, other).status == 200);

  management.sender_ahead = 48h;
  CHECK(send_token(management, ours).status == 200);
  const Reply expired = send_token(management, other);
  CHECK(expired.status == 401);
  CHECK(expired.code() == "ExpiredAuthenticationToken");

  management.world.advance(60s);
  management.sender_ahead = -60s;
  CHECK(send_token(management, ours).code() == "ExpiredAuthenticationToken");
  CHECK(send_token(management, other).status == 200);
}

TEST_CASE("strict authentication takes our own tokens for our own audience only") {
  Management management({.strict_auth = true});
  const std::int64_t later = sim::unix_seconds(test::kStart) + 3600;
  CHECK(send_token(management, any_token()).code() == "InvalidAuthenticationToken");
  CHECK(send_token(management, entra_token(later)).status == 200);
  CHECK(send_token(management, entra_token(later, "https://management.core.windows.net/")).status == 200);
  CHECK(send_token(management, entra_token(later, "https://graph.microsoft.com")).code() ==
        "InvalidAuthenticationTokenAudience");
  // An SDK that was given another endpoint asks for a token for that.
  http::Headers headers{{"Authorization", "Bearer " + entra_token(later, "https://127.0.0.1:10600")}};
  CHECK(management
            .send(test::request("GET", "127.0.0.1:10600", "/subscriptions?api-version=2021-04-01", headers))
            .status == 200);
}

TEST_CASE("each request names an api version that is a date") {
  Management management;
  const http::Headers headers{{"Authorization", "Bearer " + any_token()}};
  const Reply missing = send_with(management, headers, std::string(kGroup), "");
  CHECK(missing.status == 400);
  CHECK(missing.code() == "MissingApiVersionParameter");
  CHECK(send_with(management, headers, std::string(kGroup), "?api-version=").code() ==
        "MissingApiVersionParameter");
  for (const auto* wrong :
       {"latest", "2021", "2021-4-1", "2021-04-01-", "2021-04-01-rc", "2021-04-01preview"})
    CHECK(send_with(management, headers, std::string(kGroup), "?api-version=" + std::string(wrong)).code() ==
          "InvalidApiVersionParameter");
  CHECK(send_with(management, headers, std::string(kGroup), "?API-Version=2020-08-20-Preview").status == 200);
}

TEST_CASE("subscriptions and groups that do not exist are said so") {
  Management management;
  CHECK(management.get("/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups").code() ==
        "SubscriptionNotFound");
  const Reply malformed = management.get("/subscriptions/nonsense/resourceGroups");
  CHECK(malformed.status == 400);
  CHECK(malformed.code() == "InvalidSubscriptionId");
  const Reply group = management.get(
      "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/nope/providers/"
      "Microsoft.Communication/"
      "communicationServices");
  CHECK(group.status == 404);
  CHECK(group.code() == "ResourceGroupNotFound");
}

TEST_CASE("what is not emulated says so, and what Azure does not have is not found") {
  Management management;
  management.make_communication();
  for (const std::string& path :
       {std::string(kGroup) + "/providers/Microsoft.Communication/emailServices/mail",
        kCommunication + "/acs1/smtpUsernames", std::string("/providers/Microsoft.NotificationHubs/skus"),
        kCommunication + "/acs1/providers/Microsoft.EventGrid/eventSubscriptions/calls"}) {
    INFO(path);
    const Reply reply = management.get(path);
    CHECK(reply.status == 501);
    CHECK(reply.code() == "NotEmulated");
    CHECK(reply.text.find("docs/fidelity/resource-manager.md") != std::string::npos);
  }
  const Reply unknown = management.get(std::string(kGroup) + "/providers/Contoso.Nothing/things");
  CHECK(unknown.status == 404);
  CHECK(unknown.code() == "InvalidResourceNamespace");
  CHECK(management.get("/subscriptions/00000000-0000-0000-0000-000000000000/nothing").code() ==
        "InvalidResourceType");
  CHECK(management.get("/").status == 404);

  const Reply method = management.get(kCommunication + "/acs1/listKeys");
  CHECK(method.status == 405);
  CHECK(method.header("Allow") == "POST");
}

TEST_CASE("answers carry request ids, and the sender's correlation id") {
  Management management;
  const Reply own = management.get(std::string(kGroup));
  CHECK(own.header("x-ms-request-id").size() == 36);
  CHECK(own.header("x-ms-correlation-request-id") == own.header("x-ms-request-id"));
  CHECK(own.header("x-ms-client-request-id").empty());

  http::Headers headers{{"Authorization", "Bearer " + any_token()},
                        {"x-ms-correlation-request-id", "5d9e1f2a-0000-4000-8000-000000000001"},
                        {"x-ms-client-request-id", "mine"},
                        {"x-ms-return-client-request-id", "true"}};
  const Reply given = send_with(management, headers);
  CHECK(given.header("x-ms-correlation-request-id") == "5d9e1f2a-0000-4000-8000-000000000001");
  CHECK(given.header("x-ms-request-id") != given.header("x-ms-correlation-request-id"));
  CHECK(given.header("x-ms-client-request-id") == "mine");
  // Refusals too.
  CHECK(send_with(management, {}).header("x-ms-request-id").size() == 36);
}

TEST_CASE("one seed gives the same ids and keys each time") {
  Management first;
  Management second;
  for (Management* management : {&first, &second}) {
    management->make_communication();
    management->make_hub();
  }
  CHECK(first.communication().primary_key == second.communication().primary_key);
  CHECK(first.communication().immutable_id == second.communication().immutable_id);
  CHECK(first.get(kCommunication).header("x-ms-request-id") ==
        second.get(kCommunication).header("x-ms-request-id"));
}

TEST_CASE("repeated slashes and the case of literals make no difference") {
  Management management;
  management.make_communication();
  for (const auto* path :
       {"//subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/droppoint/providers/"
        "Microsoft.Communication/CommunicationServices/acs1",
        "/SUBSCRIPTIONS/00000000-0000-0000-0000-000000000000/resourcegroups/DROPPOINT/providers/"
        "microsoft.communication/communicationservices/ACS1/"}) {
    const Reply reply = management.get(path);
    CHECK(reply.status == 200);
    // As it was created, whatever the case by which it was asked for.
    CHECK(reply.json["name"] == "acs1");
    CHECK(reply.json["id"] ==
          "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/droppoint/"
          "providers/Microsoft.Communication/CommunicationServices/acs1");
  }
}

TEST_CASE("requests for Azure Monitor go on as they are, once the sender is let in") {
  Management management;
  management.make_hub();
  management.monitor.then(200, R"({"value":[]})");
  const std::string target = kNamespaces +
                             "/contoso-ns/notificationHubs/calls/providers/Microsoft.Insights/metrics"
                             "?api-version=2018-01-01&metricnames=incoming&timespan=a%2Fb";
  const Reply reply = management.get(target);
  CHECK(reply.status == 200);
  CHECK(reply.text == R"({"value":[]})");
  REQUIRE(management.monitor.seen.size() == 1);
  const wire::Hop& hop = management.monitor.seen[0];
  CHECK(hop.from == wire::Party::resource_manager);
  CHECK(hop.request.method == "GET");
  CHECK(hop.request.target == target);
  CHECK(hop.request.authority == kRealHost);
  CHECK(hop.trace == management.world.last_trace);

  CHECK(send_with(management, {}, target, "").status == 401);
  CHECK(management.monitor.seen.size() == 1);

  management.post("/subscriptions/00000000-0000-0000-0000-000000000000/metrics:getBatch", "{}");
  CHECK(management.monitor.seen.size() == 2);

  management.monitor.then(tl::unexpected<wire::Break>(wire::Break::reset));
  CHECK(management.get(target).status == 503);
}

}  // namespace
}  // namespace droppoint::fakes::resource_manager
