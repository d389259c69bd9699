// Valid inputs with seeded damage: no parser may crash, and what still passes must be what it claims to be.

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "emulator/http/lenient_json.hpp"
#include "emulator/sim/random.hpp"
#include "fakes/auth/acs_hmac.hpp"
#include "fakes/auth/base64.hpp"
#include "fakes/auth/connection_string.hpp"
#include "fakes/auth/fixed_keys.hpp"
#include "fakes/auth/jwt.hpp"
#include "fakes/auth/sas.hpp"

using namespace droppoint;
using namespace droppoint::auth;

namespace {

constexpr int kMutations = 2000;
constexpr int kKeyMutations = 400;  // reading a key is slow

// One to four edits: a changed, removed, doubled or inserted piece, or a cut.
std::string damaged(std::string text, sim::Random& random) {
  static constexpr std::string_view kLikely = ".=&;%:/{}[]'\"\\,+- \n";
  for (std::uint64_t edit = 0; edit <= random.below(4); ++edit) {
    const std::size_t place = random.below(text.size() + 1);
    const std::size_t count = random.below(9);
    switch (random.below(6)) {
      case 0:
        text.insert(place, 1, kLikely[random.below(kLikely.size())]);
        break;
      case 1:
        text.insert(place, random.bytes(count));
        break;
      case 2:
        text.erase(place, count);
        break;
      case 3:
        text.insert(place, text.substr(place, count));
        break;
      case 4:
        text.resize(place);
        break;
      default:
        if (place < text.size()) text[place] = static_cast<char>(random.below(256));
    }
  }
  return text;
}

}  // namespace

TEST_CASE("damaged tokens never crash, and verify only if nothing that counts was changed") {
  sim::Random random = sim::Random(1).stream("jwt");
  const EcPrivateKey key = EcPrivateKey::from_pem(kApnsSigningKeyPem).value();
  const std::string token = make_jwt_es256(R"({"alg":"ES256","kid":"KEYID12345"})",
                                           R"({"iss":"TEAMID6789","iat":1767225600})", key);
  int refused = 0;
  for (int round = 0; round < kMutations; ++round) {
    const std::string text = damaged(token, random);
    const auto jwt = parse_jwt(text);
    if (!jwt) {
      ++refused;
      continue;
    }
    if (!verify_es256(*jwt, key.public_key())) CHECK(text == token);
  }
  CHECK(refused > kMutations / 4);
  CHECK(refused < kMutations);
}

TEST_CASE("damaged shared access signatures never crash, and verify only if what is signed is whole") {
  sim::Random random = sim::Random(2).stream("sas");
  const HmacKey key("c2VjcmV0");
  const sim::Time expiry = sim::from_unix_seconds(1893456000);
  const std::string text = make_sas("https://contoso.servicebus.windows.net/hub1", "acs-send", key, expiry);
  const SharedAccessSignature good = parse_sas(text).value();
  int refused = 0;
  int verified = 0;
  for (int round = 0; round < kMutations; ++round) {
    const auto sas = parse_sas(damaged(text, random));
    if (!sas) {
      ++refused;
      continue;
    }
    static_cast<void>(covers(*sas, "contoso.servicebus.windows.net", "/hub1/messages"));
    if (is_signed_with(*sas, key)) {
      ++verified;
      CHECK(sas->resource == good.resource);
      CHECK(sas->expiry == good.expiry);
    }
  }
  CHECK(refused > kMutations / 4);
  CHECK(verified > 0);
}

TEST_CASE("damaged connection strings never crash, and what is read has its parts") {
  sim::Random random = sim::Random(3).stream("connection strings");
  const std::string hub =
      "Endpoint=sb://ns.servicebus.windows.net/;SharedAccessKeyName=n;SharedAccessKey=c2VjcmV0;EntityPath=h";
  const std::string acs =
      make_acs_connection_string("https://127.0.0.1:10600/", fixed_access_key("a", KeySlot::primary));
  int refused = 0;
  for (int round = 0; round < kMutations; ++round) {
    const auto hub_read = parse_hub_connection_string(damaged(hub, random));
    const auto acs_read = parse_acs_connection_string(damaged(acs, random));
    refused += hub_read ? 0 : 1;
    if (hub_read) CHECK_FALSE((hub_read->host.empty() || hub_read->policy.empty() || hub_read->key.empty()));
    if (acs_read) CHECK(base64_encode(acs_read->key_bytes) == acs_read->access_key);
  }
  CHECK(refused > 0);
  CHECK(refused < kMutations);
}

TEST_CASE("damaged signed requests never crash, and verify only with the signature whole") {
  sim::Random random = sim::Random(4).stream("hmac");
  const HmacKey keys[] = {HmacKey("key")};
  const sim::Time now = sim::from_unix_seconds(1767225600);
  http::Request request;
  request.method = "POST";
  request.target = "/identities?api-version=2023-10-01&q=a%20b";
  request.authority = "127.0.0.1:10600";
  sign_acs_hmac(request, keys[0], now);
  const std::string authorization(*request.headers.get("Authorization"));
  const std::string date(*request.headers.get("x-ms-date"));
  int refused = 0;
  for (int round = 0; round < kMutations; ++round) {
    http::Request changed = request;
    switch (random.below(3)) {
      case 0:
        changed.headers.set("Authorization", damaged(authorization, random));
        break;
      case 1:
        changed.headers.set("x-ms-date", damaged(date, random));
        break;
      default:
        changed.target = damaged(request.target, random);
    }
    if (verify_acs_hmac(changed, keys, now)) {
      ++refused;
    } else {
      CHECK(changed.headers.get("x-ms-date") == request.headers.get("x-ms-date"));
    }
  }
  CHECK(refused > kMutations / 2);
}

TEST_CASE("damaged JSON never crashes, and what is accepted is strict JSON") {
  sim::Random random = sim::Random(5).stream("json");
  const std::string text =
      "{'connectionString': 'Endpoint=sb://ns/;SharedAccessKey=\\'\\u00e9\\ud83d\\ude00é', resourceId: "
      "\"/subscriptions\", "
      "list: [1, -2.5e3, true, null, {},],}";
  int refused = 0;
  for (int round = 0; round < kMutations; ++round) {
    const std::string changed = damaged(text, random);
    const auto strict = http::to_strict_json(changed);
    if (!strict) {
      ++refused;
      continue;
    }
    CAPTURE(changed, *strict);
    CHECK(nlohmann::json::accept(*strict));
    CHECK(http::to_strict_json(*strict).value() == *strict);
  }
  CHECK(refused > kMutations / 4);
  CHECK(refused < kMutations);
}

TEST_CASE("damaged keys never crash, and one that is read can sign") {
  sim::Random random = sim::Random(6).stream("keys");
  const std::string bare = EcPrivateKey::from_pem(kApnsSigningKeyPem)->to_bare_base64();
  const std::string der = base64_decode(bare).value();
  for (int round = 0; round < kKeyMutations; ++round) {
    const std::string changed = damaged(der, random);
    const auto key = EcPrivateKey::from_pem(base64_encode(changed));
    if (key) CHECK(key->public_key().verify("text", key->sign("text")));
    static_cast<void>(EcPrivateKey::from_pem(damaged(std::string(kApnsSigningKeyPem), random)));
  }
}
