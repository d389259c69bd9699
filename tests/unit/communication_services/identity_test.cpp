#include <catch2/catch.hpp>

#include "fakes/auth/fixed_keys.hpp"
#include "fakes/auth/jwt.hpp"
#include "fakes/communication_services/user_tokens.hpp"
#include "tests/unit/communication_services/service_world.hpp"

using namespace droppoint;
using namespace droppoint::fakes;
using namespace droppoint::test;

namespace {

const std::string kHost = "droppoint-acs.communication.azure.com";
const std::string kVersion = "?api-version=2023-10-01";

Reply identity(ServiceWorld& cloud, const std::string& method, const std::string& path,
               const std::string& body = {}) {
  return cloud.send(signed_request(cloud, method, "/identities" + path + kVersion, body));
}

std::string encoded(const std::string& id) {
  std::string text = id;
  for (std::size_t at = text.find(':'); at != std::string::npos; at = text.find(':', at)) {
    text.replace(at, 1, "%3A");
  }
  return text;
}

http::Request bearer(const std::string& authority, const std::string& token) {
  return request("POST", authority, "/identities" + kVersion, {{"Authorization", "Bearer " + token}});
}

std::string entra_token(const std::string& claims) {
  return auth::make_jwt_rs256(R"({"alg":"RS256"})", claims,
                              *auth::RsaPrivateKey::from_pem(auth::kTokenSigningKeyPem));
}

void check_denied(const Reply& reply) {
  CHECK(reply.status == 401);
  CHECK(reply.body["error"]["code"] == "Denied");
  CHECK(reply.headers.get("WWW-Authenticate") == "HMAC-SHA256, Bearer");
}

}  // namespace

TEST_CASE("an identity is created, with a token only if one is asked for") {
  ServiceWorld cloud;
  for (const std::string body : {"", "{}", R"({"createTokenWithScopes":[]})"}) {
    const Reply plain = identity(cloud, "POST", "", body);
    CHECK(plain.status == 201);
    CHECK(plain.body.size() == 1);
    CHECK(plain.body["identity"]["id"].get<std::string>().starts_with(
        "8:acs:11111111-1111-4111-8111-111111111111_"));
  }
  const Reply with = identity(cloud, "POST", "", R"({"createTokenWithScopes":["voip","chat"]})");
  CHECK(with.status == 201);
  CHECK(with.body["accessToken"]["expiresOn"] == "2026-01-02T00:00:00.000Z");
  CHECK(with.headers.get("Content-Type") == "application/json; charset=utf-8");
  CHECK(cloud.control("GET", "/users").body.size() == 4);
}

TEST_CASE("the claims of a user token") {
  ServiceWorld cloud;
  cloud.world.advance(1500ms);
  const Reply reply =
      identity(cloud, "POST", "", R"({"createTokenWithScopes":["voip","chat"],"expiresInMinutes":60})");
  const auto jwt = auth::parse_jwt(reply.body["accessToken"]["token"].get<std::string>());
  REQUIRE(jwt);
  const json header = json::parse(jwt->header);
  CHECK(header["alg"] == "RS256");
  CHECK(header["typ"] == "JWT");
  CHECK(header["kid"].is_string());
  CHECK(header["x5t"].is_string());
  const json claims = json::parse(jwt->claims);
  CHECK("8:" + claims["skypeid"].get<std::string>() == reply.body["identity"]["id"]);
  CHECK(claims["scp"] == 1792);
  CHECK(claims["csi"] == "1767225601");
  CHECK(claims["iat"] == 1767225601);
  CHECK(claims["exp"] == 1767225601 + 3600);
  CHECK(claims["rgn"] == "amer");
  CHECK(claims["acsScope"] == "chat,voip");
  CHECK(claims["resourceId"] == "11111111-1111-4111-8111-111111111111");
  CHECK(claims["resourceLocation"] == "unitedstates");
  CHECK(claims.size() == 9);
  CHECK_FALSE(
      auth::verify_rs256(*jwt, auth::RsaPrivateKey::from_pem(auth::kTokenSigningKeyPem)->public_key()));
}

TEST_CASE("region and location of other data locations") {
  CHECK(acs::region_group_of("Europe") == "emea");
  CHECK(acs::region_group_of("Switzerland") == "emea");
  CHECK(acs::region_group_of("Asia Pacific") == "apac");
  CHECK(acs::location_claim_of("Asia Pacific") == "asiapacific");
}

TEST_CASE("tokens are issued, revoked and gone with their identity") {
  ServiceWorld cloud;
  const std::string id = identity(cloud, "POST", "").body["identity"]["id"];
  const std::string path = "/" + encoded(id);
  const Reply issued = identity(cloud, "POST", path + "/:issueAccessToken", R"({"scopes":["chat"]})");
  CHECK(issued.status == 200);
  CHECK(issued.body.size() == 2);
  const Reply revoked = identity(cloud, "POST", path + "/:revokeAccessTokens");
  CHECK(revoked.status == 204);
  CHECK(identity(cloud, "DELETE", path).status == 204);
  for (const Reply& gone :
       {identity(cloud, "DELETE", path), identity(cloud, "POST", path + "/:revokeAccessTokens"),
        identity(cloud, "POST", path + "/:issueAccessToken", R"({"scopes":["chat"]})")}) {
    CHECK(gone.status == 404);
    CHECK(gone.body["error"]["code"] == "NotFound");
  }
}

TEST_CASE("scopes and lifetimes are held to their bounds") {
  ServiceWorld cloud;
  const std::string id = identity(cloud, "POST", "").body["identity"]["id"];
  const std::string issue = "/" + encoded(id) + "/:issueAccessToken";
  for (const std::string body :
       {R"({"scopes":[]})", R"({})", "", R"({"scopes":["sms"]})", R"({"scopes":"chat"})", R"({"scopes":[1]})",
        R"({"scopes":["chat"],"expiresInMinutes":59})", R"({"scopes":["chat"],"expiresInMinutes":1441})",
        R"({"scopes":["chat"],"expiresInMinutes":60.5})", R"({"scopes":["chat"],"expiresInMinutes":"60"})",
        R"([])", R"({)", R"({"scopes":["chat"],"expiresInMinutes":-9223372036854775808})",
        R"({"scopes":["chat"],"expiresInMinutes":18446744073709551615})"}) {
    INFO(body);
    CHECK(identity(cloud, "POST", issue, body).status == 400);
  }
  for (const std::string scope : {"chat", "voip", "chat.join", "chat.join.limited", "voip.join"}) {
    const std::string body = R"({"scopes":[")" + scope + R"("],"expiresInMinutes":1440})";
    CHECK(identity(cloud, "POST", issue, body).status == 200);
  }
}

TEST_CASE("the published signing recipe opens the resource: a fixed vector through a request") {
  ServiceWorld cloud;
  resources::CommunicationResource& resource =
      cloud.add_resource("acs1", "33333333-3333-4333-8333-333333333333");
  resource.primary_key = auth::base64_encode(std::string(64, '\x01'));
  http::Request vector = request("POST", "acs1.localhost:8443", "/identities?api-version=2023-10-01",
                                 {{"x-ms-date", "Tue, 24 Nov 2026 05:38:34 GMT"},
                                  {"x-ms-content-sha256", "fYTayOkxDFdoXd25BoJTvoTLLr5+QVfLFXvdJep6oNs="},
                                  {"Authorization",
                                   "HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature="
                                   "BL8ribTft7/FU98oIYNGahW8tBbgO+hXUy+SKA/TjjM="}},
                                 R"({"createTokenWithScopes":["chat","voip"]})");
  // The sender signs with its own clock, wherever the cloud's stands.
  wire::Origin origin{.outside = true, .sender_time = *sim::parse_iso8601("2026-11-24T05:38:40Z")};
  const auto answer =
      cloud.world.send(wire::Party::communication_services, vector, wire::Party::client, origin);
  REQUIRE(answer);
  REQUIRE(answer->has_value());
  CHECK((*answer)->status == 201);
  const json body = json::parse(http::bytes_of((*answer)->body));
  CHECK(body["identity"]["id"].get<std::string>().starts_with("8:acs:33333333-"));

  origin.sender_time += 5min;
  const auto late =
      cloud.world.send(wire::Party::communication_services, vector, wire::Party::client, origin);
  CHECK((*late)->status == 401);
}

TEST_CASE("requests without a good credential are denied") {
  ServiceWorld cloud;
  check_denied(cloud.send(request("POST", kHost, "/identities" + kVersion)));
  http::Request tampered = signed_request(cloud, "POST", "/identities" + kVersion, "{}");
  tampered.body = http::make_body(R"({"createTokenWithScopes":["voip"]})");
  check_denied(cloud.send(tampered));
  tampered = signed_request(cloud, "POST", "/identities" + kVersion);
  tampered.target += "&more=1";
  check_denied(cloud.send(tampered));
  cloud.world.store.find_communication("droppoint-acs")->primary_key =
      auth::base64_encode(std::string(64, 'z'));
  const http::Request now_signed = signed_request(cloud, "POST", "/identities" + kVersion);
  cloud.world.store.find_communication("droppoint-acs")->primary_key =
      auth::base64_encode(std::string(64, 'y'));
  check_denied(cloud.send(now_signed));
  cloud.world.store.find_communication("droppoint-acs")->secondary_key =
      auth::base64_encode(std::string(64, 'z'));
  CHECK(cloud.send(now_signed).status == 201);
  check_denied(cloud.send(bearer(kHost, "no.token")));
  check_denied(
      cloud.send(request("POST", kHost, "/identities" + kVersion, {{"Authorization", "Basic abc"}})));
}

TEST_CASE("bearer tokens: any well-formed one, or only our Entra ID's") {
  ServiceWorld cloud;
  const std::string unsigned_token = auth::make_unsigned_jwt(R"({"alg":"none"})", R"({"sub":"x"})");
  const std::string ours = entra_token(R"({"aud":"https://communication.azure.com","exp":1767225660})");
  CHECK(cloud.send(bearer(kHost, unsigned_token)).status == 201);
  CHECK(cloud.send(bearer(kHost, ours)).status == 201);
  const std::string expired = auth::make_unsigned_jwt(R"({"alg":"none"})", R"({"exp":1767225600})");
  check_denied(cloud.send(bearer(kHost, expired)));
  cloud.world.advance(1min);
  check_denied(cloud.send(bearer(kHost, ours)));

  acs::Options options;
  options.strict_auth = true;
  ServiceWorld strict(options);
  CHECK(strict.send(bearer(kHost, ours)).status == 201);
  check_denied(strict.send(bearer(kHost, unsigned_token)));
  check_denied(strict.send(bearer(kHost, entra_token(R"({"aud":"https://management.azure.com"})"))));
}

TEST_CASE("a user's own token does not open Identity") {
  ServiceWorld cloud;
  const Reply user = identity(cloud, "POST", "", R"({"createTokenWithScopes":["chat"]})");
  check_denied(cloud.send(bearer(kHost, user.body["accessToken"]["token"])));
}

TEST_CASE("on localhost the key says which resource is meant, and a bearer token does not") {
  ServiceWorld cloud;
  cloud.add_resource("other-acs", "22222222-2222-4222-8222-222222222222").primary_key =
      auth::base64_encode(std::string(64, 'k'));
  const Reply by_key =
      cloud.send(signed_request(cloud, "POST", "/identities" + kVersion, {}, "127.0.0.1:10600", "other-acs"));
  CHECK(by_key.status == 201);
  CHECK(by_key.body["identity"]["id"].get<std::string>().starts_with("8:acs:22222222-"));
  const std::string token = auth::make_unsigned_jwt(R"({"alg":"none"})", R"({"sub":"x"})");
  const Reply unclear = cloud.send(bearer("127.0.0.1:10600", token));
  CHECK(unclear.status == 400);
  const std::string message = unclear.body["error"]["message"];
  CHECK(message.find("droppoint-acs") != std::string::npos);
  CHECK(message.find("other-acs") != std::string::npos);
  CHECK(cloud.send(bearer("OTHER-acs.communication.azure.com:443", token)).status == 201);
  // Another resource's key is no key of this one.
  check_denied(cloud.send(signed_request(cloud, "POST", "/identities" + kVersion, {}, kHost, "other-acs")));
  cloud.world.store.communication_services().clear();
  CHECK(cloud.send(bearer("127.0.0.1:10600", token)).status == 404);
}

TEST_CASE("an identity of another resource is unknown") {
  ServiceWorld cloud;
  cloud.add_resource("other-acs", "22222222-2222-4222-8222-222222222222");
  const std::string id = identity(cloud, "POST", "").body["identity"]["id"];
  const http::Request other = signed_request(cloud, "DELETE", "/identities/" + encoded(id) + kVersion, {},
                                             "other-acs.communication.azure.com", "other-acs");
  CHECK(cloud.send(other).status == 404);
}

TEST_CASE("the host name of no resource does not answer") {
  ServiceWorld cloud;
  const auto answer =
      cloud.world.send(wire::Party::communication_services,
                       request("POST", "nobody.communication.azure.com", "/identities" + kVersion));
  REQUIRE(answer);
  CHECK(*answer == tl::unexpected<wire::Break>(wire::Break::refused));
}

TEST_CASE("paths and methods: not found, not allowed, not emulated") {
  ServiceWorld cloud;
  CHECK(cloud.send(request("GET", kHost, "/nothing")).status == 404);
  const Reply get = cloud.send(request("GET", kHost, "/identities"));
  CHECK(get.status == 405);
  CHECK(get.headers.get("Allow") == "POST");
  CHECK(cloud.send(signed_request(cloud, "POST", "/identities")).body["error"]["code"] ==
        "MissingApiVersionParameter");
  CHECK(cloud.send(request("GET", kHost, "/identities/%zz")).status == 400);
  for (const std::string path :
       {"/calling/recordings", "/calling/callConnections/x", "/teamsUser/:exchangeAccessToken",
        "/access/entra/:exchangeAccessToken", "/v4/f/someone/else", "/sms", "/emails:send"}) {
    INFO(path);
    const Reply reply = cloud.send(request("POST", kHost, path));
    CHECK(reply.status == 501);
    const std::string message = reply.body["error"]["message"];
    CHECK(message.find("docs/fidelity/communication-services.md") != std::string::npos);
  }
  CHECK(cloud.send(request("POST", "go.trouter.teams.microsoft.com", "/v4/a")).status == 401);
  CHECK(cloud.send(request("POST", "teams.microsoft.com", "/registrar/prod/v3/registrations")).status == 401);
  CHECK(cloud.send(request("POST", "edge.skype.com", "/identities")).status == 404);
}
