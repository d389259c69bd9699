#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "emulator/http/form.hpp"
#include "fakes/auth/base64.hpp"
#include "fakes/auth/jwt.hpp"
#include "fakes/entra/entra.hpp"
#include "tests/support/test_world.hpp"

namespace droppoint::fakes::entra {
namespace {

using namespace std::chrono_literals;

const std::string kTenant = "aaaaaaaa-0000-4000-8000-000000000001";
const std::string kClient = "bbbbbbbb-0000-4000-8000-000000000002";

struct Reply {
  int status = 0;
  http::Headers headers;
  std::string text;
  nlohmann::json json;

  int code() const {
    return json.is_object() && json.contains("error_codes") ? json["error_codes"][0].get<int>() : 0;
  }
  std::string error() const { return json.is_object() ? json.value("error", "") : ""; }
};

struct Login {
  Login() { world.wire.attach(wire::Party::entra, service); }
  Reply send(http::Request request) {
    const auto answer = world.send(wire::Party::entra, std::move(request));
    Reply reply;
    if (!answer || !answer->has_value()) return reply;
    reply.status = (*answer)->status;
    reply.headers = (*answer)->headers;
    reply.text = std::string(http::bytes_of((*answer)->body));
    reply.json = nlohmann::json::parse(reply.text, nullptr, false);
    return reply;
  }
  Reply get(std::string target, std::string host = "login.microsoftonline.com") {
    return send(test::request("GET", std::move(host), std::move(target)));
  }
  Reply token(std::vector<http::FormItem> items, std::string target = "/" + kTenant + "/oauth2/v2.0/token",
              http::Headers headers = {}) {
    headers.add("Content-Type", "application/x-www-form-urlencoded;charset=utf-8");
    return send(test::request("POST", "login.microsoftonline.com", std::move(target), std::move(headers),
                              http::Form(std::move(items)).encode()));
  }

  test::TestWorld world;
  Entra service{EntraParts{.wire = world.wire,
                           .random = world.random,
                           .options = {.applications = {{kTenant, kClient, "p~ss w+rd"},
                                                        {"contoso.example", "other-app", "other"}}}}};
};

std::vector<http::FormItem> valid() {
  return {{"client_id", kClient},
          {"scope", "https://management.azure.com/.default"},
          {"grant_type", "client_credentials"},
          {"client_secret", "p~ss w+rd"}};
}

std::vector<http::FormItem> changed(std::string_view name, std::optional<std::string> value) {
  std::vector<http::FormItem> items;
  for (http::FormItem item : valid()) {
    if (item.name == name && !value) continue;
    if (item.name == name) item.value = *value;
    items.push_back(std::move(item));
  }
  return items;
}

TEST_CASE("discovery names endpoints at the address by which it was asked") {
  Login login;
  const Reply reply = login.get("/" + kTenant + "/v2.0/.well-known/openid-configuration", "127.0.0.1:10600");
  CHECK(reply.status == 200);
  CHECK(reply.headers.get("content-type") == "application/json; charset=utf-8");
  const std::string base = "https://127.0.0.1:10600/" + kTenant;
  CHECK(reply.json["token_endpoint"] == base + "/oauth2/v2.0/token");
  CHECK(reply.json["authorization_endpoint"] == base + "/oauth2/v2.0/authorize");
  CHECK(reply.json["jwks_uri"] == base + "/discovery/v2.0/keys");
  CHECK(reply.json["end_session_endpoint"] == base + "/oauth2/v2.0/logout");
  CHECK(reply.json["issuer"] == base + "/v2.0");

  const Reply old = login.get("/" + kTenant + "/.well-known/openid-configuration");
  CHECK(old.json["token_endpoint"] == "https://login.microsoftonline.com/" + kTenant + "/oauth2/token");
  CHECK(old.json["issuer"] == "https://sts.windows.net/" + kTenant + "/");

  const Reply shared = login.get("/common/v2.0/.well-known/openid-configuration");
  CHECK(shared.json["issuer"] == "https://login.microsoftonline.com/{tenantid}/v2.0");
}

TEST_CASE("an unknown tenant is refused everywhere") {
  Login login;
  for (const Reply& reply :
       {login.get("/nope/v2.0/.well-known/openid-configuration"),
        login.get("/nope/.well-known/openid-configuration"), login.get("/nope/discovery/keys"),
        login.token(valid(), "/nope/oauth2/v2.0/token")}) {
    CHECK(reply.status == 400);
    CHECK(reply.error() == "invalid_tenant");
    CHECK(reply.code() == 90002);
  }
}

TEST_CASE("the v2 endpoint issues a token as ClientSecretCredential asks for it") {
  Login login;
  std::vector<http::FormItem> items = valid();
  items.push_back({"x-client-SKU", "msal.js.node"});
  items.push_back({"x-ms-lib-capability", "retry-after, h429"});
  items.push_back({"claims", R"({"access_token":{"xms_cc":{"values":["cp1"]}}})"});
  const Reply reply = login.token(
      items, "/" + kTenant + "/oauth2/v2.0/token?client-request-id=11111111-0000-4000-8000-000000000000");
  CHECK(reply.status == 200);
  CHECK(reply.json["token_type"] == "Bearer");
  CHECK(reply.json["expires_in"] == 3599);
  CHECK(reply.json["ext_expires_in"] == 3599);
  CHECK(reply.headers.get("cache-control") == "no-store, no-cache");

  const auto jwt = auth::parse_jwt(reply.json["access_token"].get<std::string>());
  REQUIRE(jwt.has_value());
  const std::int64_t start = sim::unix_seconds(test::kStart);
  CHECK(jwt->aud == "https://management.azure.com");
  CHECK(jwt->iss == "https://sts.windows.net/" + kTenant + "/");
  CHECK(jwt->iat == start);
  CHECK(jwt->nbf == start);
  CHECK(jwt->exp == start + 3599);
  CHECK(auth::text_claim(*jwt, "tid") == kTenant);
  CHECK(auth::text_claim(*jwt, "appid") == kClient);
  CHECK(auth::text_claim(*jwt, "oid") == jwt->sub);
}

TEST_CASE("tokens verify with the published key, and carry the cloud's time") {
  Login login;
  login.world.advance(24h);
  const auto jwt = auth::parse_jwt(login.token(valid()).json["access_token"].get<std::string>()).value();
  CHECK(jwt.iat == sim::unix_seconds(test::kStart + 24h));

  for (const auto* path : {"/common/discovery/v2.0/keys", "/discovery/keys", "/common/discovery/keys"}) {
    const Reply keys = login.get(path);
    CHECK(keys.status == 200);
    REQUIRE(keys.json["keys"].size() == 1);
    const auto& key = keys.json["keys"][0];
    CHECK(key["kid"] == *jwt.kid);
    const auto rsa =
        auth::RsaPublicKey::from_components(auth::base64url_decode(key["n"].get<std::string>()).value(),
                                            auth::base64url_decode(key["e"].get<std::string>()).value());
    REQUIRE(rsa.has_value());
    CHECK_FALSE(auth::verify_rs256(jwt, *rsa).has_value());
  }
  const auto published = auth::RsaPublicKey::from_pem(Entra::public_key_pem());
  REQUIRE(published.has_value());
  CHECK_FALSE(auth::verify_rs256(jwt, *published).has_value());
}

TEST_CASE("the audience is the scope's resource, as it is written") {
  Login login;
  const auto audience = [&](const std::string& scope) {
    const Reply reply = login.token(changed("scope", scope));
    return auth::parse_jwt(reply.json["access_token"].get<std::string>()).value().aud;
  };
  CHECK(audience("https://127.0.0.1:10600/.default") == "https://127.0.0.1:10600");
  CHECK(audience("https://management.core.windows.net//.default") == "https://management.core.windows.net/");
  CHECK(audience("https://communication.azure.com/.default") == "https://communication.azure.com");
}

TEST_CASE("the v1 endpoint writes numbers as texts and takes a resource") {
  Login login;
  std::vector<http::FormItem> items = changed("scope", std::nullopt);
  items.push_back({"resource", "https://management.azure.com/"});
  const Reply reply = login.token(items, "/" + kTenant + "/oauth2/token");
  CHECK(reply.status == 200);
  CHECK(reply.json["expires_in"] == "3599");
  CHECK(reply.json["expires_on"] == std::to_string(sim::unix_seconds(test::kStart) + 3599));
  CHECK(reply.json["not_before"] == std::to_string(sim::unix_seconds(test::kStart)));
  CHECK(reply.json["resource"] == "https://management.azure.com/");
  CHECK(auth::parse_jwt(reply.json["access_token"].get<std::string>()).value().aud ==
        "https://management.azure.com/");

  items.pop_back();
  CHECK(login.token(items, "/" + kTenant + "/oauth2/token").json["resource"] ==
        "00000002-0000-0000-c000-000000000000");
}

TEST_CASE("each refusal has its own code") {
  struct Row {
    std::vector<http::FormItem> items;
    int status;
    const char* error;
    int code;
  };
  const std::vector<Row> rows{
      {{}, 400, "invalid_request", 900144},
      {changed("grant_type", std::nullopt), 400, "invalid_request", 900144},
      {changed("grant_type", "magic"), 400, "unsupported_grant_type", 70003},
      {changed("client_id", std::nullopt), 400, "invalid_request", 900144},
      {changed("client_id", "cccccccc-0000-4000-8000-000000000003"), 400, "unauthorized_client", 700016},
      {changed("client_id", "other-app"), 400, "unauthorized_client", 700016},
      {changed("client_secret", std::nullopt), 401, "invalid_client", 7000218},
      {changed("client_secret", ""), 401, "invalid_client", 7000218},
      {changed("client_secret", "wrong"), 401, "invalid_client", 7000215},
      {changed("client_secret", "p~ss w+rdX"), 401, "invalid_client", 7000215},
      {changed("scope", std::nullopt), 400, "invalid_request", 900144},
      {changed("scope", "https://management.azure.com/user_impersonation"), 400, "invalid_scope", 1002012},
      {changed("scope", "/.default"), 400, "invalid_scope", 1002012},
      {changed("scope", "https://a/.default https://b/.default"), 400, "invalid_scope", 70011}};
  Login login;
  for (const Row& row : rows) {
    const Reply reply = login.token(row.items);
    INFO(reply.text);
    CHECK(reply.status == row.status);
    CHECK(reply.error() == row.error);
    CHECK(reply.code() == row.code);
    CHECK(reply.json["error_description"].get<std::string>().starts_with("AADSTS" + std::to_string(row.code) +
                                                                         ": "));
    CHECK(reply.text.find("p~ss") == std::string::npos);
  }
}

TEST_CASE("an error names the time, the trace and the client's own id") {
  Login login;
  const std::string id = "11111111-0000-4000-8000-000000000000";
  const Reply reply = login.token(changed("client_secret", "wrong"),
                                  "/" + kTenant + "/oauth2/v2.0/token?client-request-id=" + id);
  CHECK(reply.json["timestamp"] == "2026-01-01 00:00:00Z");
  CHECK(reply.json["trace_id"].get<std::string>().size() == 36);
  CHECK(reply.json["correlation_id"] == id);
  CHECK(reply.headers.get("x-ms-request-id").has_value());
  CHECK_FALSE(reply.headers.contains("client-request-id"));

  const Reply by_header = login.token({}, "/" + kTenant + "/oauth2/v2.0/token",
                                      {{"client-request-id", id}, {"return-client-request-id", "true"}});
  CHECK(by_header.json["correlation_id"] == id);
  CHECK(by_header.headers.get("client-request-id") == id);
}

TEST_CASE("a secret may come by basic authentication") {
  Login login;
  std::vector<http::FormItem> items{{"grant_type", "client_credentials"},
                                    {"scope", "https://management.azure.com/.default"}};
  const auto basic = [&](const std::string& credentials) {
    return login.token(items, "/" + kTenant + "/oauth2/v2.0/token",
                       {{"Authorization", "Basic " + auth::base64_encode(credentials)}});
  };
  CHECK(basic(kClient + ":p~ss+w%2Brd").status == 200);
  CHECK(basic(kClient + ":wrong").code() == 7000215);
  CHECK(basic("no colon").code() == 900144);
}

TEST_CASE("a shared tenant stands for the application's own") {
  Login login;
  const Reply reply = login.token(valid(), "/organizations/oauth2/v2.0/token");
  CHECK(reply.status == 200);
  CHECK(auth::text_claim(auth::parse_jwt(reply.json["access_token"].get<std::string>()).value(), "tid") ==
        kTenant);
}

TEST_CASE("signing in users is not emulated, and says so") {
  Login login;
  for (const Reply& reply :
       {login.get("/common/oauth2/v2.0/authorize?client_id=x"), login.get("/common/oauth2/authorize"),
        login.token({}, "/common/oauth2/v2.0/devicecode"), login.token(changed("grant_type", "password")),
        login.token(changed("grant_type", "refresh_token"))}) {
    CHECK(reply.status == 501);
    CHECK(reply.text.find("docs/fidelity/entra.md") != std::string::npos);
  }
  std::vector<http::FormItem> items = changed("client_secret", std::nullopt);
  items.push_back({"client_assertion", "eyJ"});
  CHECK(login.token(items).status == 501);
}

TEST_CASE("instance discovery knows any https host, and its tenant") {
  Login login;
  const Reply local = login.get(
      "/common/discovery/instance?api-version=1.1&authorization_endpoint="
      "https%3A%2F%2F127.0.0.1%3A10600%2F" +
      kTenant + "%2Foauth2%2Fv2.0%2Fauthorize");
  CHECK(local.status == 200);
  CHECK(local.json["api-version"] == "1.1");
  CHECK(local.json["tenant_discovery_endpoint"] ==
        "https://127.0.0.1:10600/" + kTenant + "/v2.0/.well-known/openid-configuration");
  REQUIRE(local.json["metadata"].size() == 2);
  CHECK(local.json["metadata"][0]["preferred_network"] == "login.microsoftonline.com");
  CHECK(local.json["metadata"][1] == nlohmann::json{{"preferred_network", "127.0.0.1:10600"},
                                                    {"preferred_cache", "127.0.0.1:10600"},
                                                    {"aliases", {"127.0.0.1:10600"}}});

  const Reply real = login.get(
      "/common/discovery/instance?api-version=1.1&authorization_endpoint="
      "https://login.microsoftonline.com/common/oauth2/v2.0/authorize");
  CHECK(real.json["metadata"].size() == 1);

  CHECK(login.get("/common/discovery/instance?api-version=1.1").code() == 900144);
  for (const auto* wrong :
       {"nonsense", "http://login.microsoftonline.com/common/authorize", "https://host", "https://"})
    CHECK(login.get("/common/discovery/instance?authorization_endpoint=" + std::string(wrong)).code() ==
          50049);
}

TEST_CASE("what is no path of Entra ID is not found") {
  Login login;
  CHECK(login.get("/").status == 404);
  CHECK(login.get("/a/b/c").status == 404);
  const Reply method = login.get("/" + kTenant + "/oauth2/v2.0/token");
  // The wildcard of what is not emulated takes other methods of the token endpoint too.
  CHECK(method.status == 501);
  CHECK(login.send(test::request("POST", "h", "/common/discovery/keys")).status == 405);
  CHECK(login.send(test::request("GET", "h", "%")).status == 400);
}

TEST_CASE("one seed gives the same tokens each time") {
  Login first;
  Login second;
  CHECK(first.token(valid()).text == second.token(valid()).text);
}

}  // namespace
}  // namespace droppoint::fakes::entra
