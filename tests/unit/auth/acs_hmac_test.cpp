#include "fakes/auth/acs_hmac.hpp"

#include <catch2/catch.hpp>

#include "fakes/auth/base64.hpp"

using namespace droppoint;
using namespace droppoint::auth;

namespace {

const HmacKey& access_key() {
  static const HmacKey good{std::string(64, '\1')};
  return good;
}

const sim::Time kSent = sim::parse_http_date("Tue, 24 Nov 2026 05:38:34 GMT").value();

// The request of the fact sheet's vector, as a client sends it.
http::Request sample() {
  http::Request request;
  request.method = "POST";
  request.target = "/identities?api-version=2023-10-01";
  request.authority = "acs1.localhost:8443";
  request.headers = {{"x-ms-date", "Tue, 24 Nov 2026 05:38:34 GMT"},
                     {"X-MS-Content-SHA256", "fYTayOkxDFdoXd25BoJTvoTLLr5+QVfLFXvdJep6oNs="},
                     {"authorization",
                      "HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&"
                      "Signature=BL8ribTft7/FU98oIYNGahW8tBbgO+hXUy+SKA/TjjM="}};
  request.body = http::make_body(R"({"createTokenWithScopes":["chat","voip"]})");
  return request;
}

std::optional<AcsHmacFailure> judge(const http::Request& request, sim::Time now = kSent) {
  const HmacKey keys[] = {HmacKey("the secondary key"), access_key()};
  return verify_acs_hmac(request, keys, now);
}

}  // namespace

TEST_CASE("the signed request of the JavaScript client is let in, by either key") {
  CHECK_FALSE(judge(sample()));
  const HmacKey others[] = {HmacKey("one"), HmacKey("two")};
  CHECK(verify_acs_hmac(sample(), others, kSent) == AcsHmacFailure::invalid_signature);
  CHECK(verify_acs_hmac(sample(), {}, kSent) == AcsHmacFailure::invalid_signature);
}

TEST_CASE("signing gives the same request as the client's") {
  http::Request request = sample();
  request.headers = http::Headers();
  sign_acs_hmac(request, access_key(), kSent);
  CHECK(request.headers.get("x-ms-content-sha256") == sample().headers.get("x-ms-content-sha256"));
  CHECK(request.headers.get("authorization") == sample().headers.get("authorization"));
  CHECK(content_hash_of("") == "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
}

TEST_CASE("a change of anything that is signed is noticed") {
  const auto changed = [](auto change) {
    http::Request request = sample();
    change(request);
    return judge(request);
  };
  using Failure = AcsHmacFailure;
  CHECK(changed([](auto& r) { r.method = "PUT"; }) == Failure::invalid_signature);
  CHECK(changed([](auto& r) { r.target += "&x=1"; }) == Failure::invalid_signature);
  CHECK(changed([](auto& r) { r.target = "/Identities?api-version=2023-10-01"; }) ==
        Failure::invalid_signature);
  CHECK(changed([](auto& r) { r.authority = "acs1.localhost"; }) == Failure::invalid_signature);
  CHECK(changed([](auto& r) { r.authority.clear(); }) == Failure::invalid_signature);
  CHECK(changed([](auto& r) { r.body = nullptr; }) == Failure::content_hash_mismatch);
  CHECK(changed([](auto& r) { r.body = http::make_body("{}"); }) == Failure::content_hash_mismatch);
  CHECK(changed([](auto& r) { r.headers.set("x-ms-content-sha256", "garbage"); }) ==
        Failure::content_hash_mismatch);
  CHECK(changed([](auto& r) {
          r.body = http::make_body("{}");
          r.headers.set("x-ms-content-sha256", content_hash_of("{}"));
        }) == Failure::invalid_signature);
  CHECK(changed([](auto& r) { r.headers.set("x-ms-date", "Tue, 24 Nov 2026 05:38:35 GMT"); }) ==
        Failure::invalid_signature);
}

TEST_CASE("missing and malformed parts each have their reason") {
  const auto with = [](std::string_view name, std::string_view value) {
    http::Request request = sample();
    request.headers.set(name, value);
    return judge(request);
  };
  const auto without = [](std::string_view name) {
    http::Request request = sample();
    request.headers.remove(name);
    return judge(request);
  };
  using Failure = AcsHmacFailure;
  CHECK(without("Authorization") == Failure::missing_authorization);
  CHECK(without("x-ms-date") == Failure::missing_date);
  CHECK(without("x-ms-content-sha256") == Failure::missing_content_hash);
  CHECK(with("x-ms-date", "") == Failure::malformed_date);
  CHECK(with("x-ms-date", "2026-11-24T05:38:34Z") == Failure::malformed_date);
  CHECK(with("x-ms-date", std::string(5000, '9')) == Failure::malformed_date);
  for (const std::string_view value :
       {"", "Bearer abc", "HMAC-SHA512 SignedHeaders=x", "HMAC-SHA256SignedHeaders=x"}) {
    CAPTURE(value);
    CHECK(with("Authorization", value) == Failure::missing_authorization);
  }
  for (const std::string_view value :
       {"HMAC-SHA256", "HMAC-SHA256 ", "HMAC-SHA256 garbage", "HMAC-SHA256 Signature=abc",
        "HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256",
        "HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature=",
        "HMAC-SHA256 SignedHeaders=host;x-ms-content-sha256&Signature=abc",
        "HMAC-SHA256 SignedHeaders=x-ms-date;x-ms-content-sha256&Signature=abc",
        "HMAC-SHA256 SignedHeaders=x-ms-date;host&Signature=abc",
        "HMAC-SHA256 SignedHeaders=;;;&Signature=abc", "HMAC-SHA256 &&&"}) {
    CAPTURE(value);
    CHECK(with("Authorization", value) == Failure::malformed_authorization);
  }
  CHECK(with("Authorization",
             "hmac-sha256 signature=garbage&SIGNEDHEADERS=X-MS-Date;Host;X-MS-Content-SHA256") ==
        Failure::invalid_signature);
}

TEST_CASE("the date may lie five minutes off, either way, or what the caller allows") {
  using namespace std::chrono_literals;
  CHECK_FALSE(judge(sample(), kSent + 5min));
  CHECK_FALSE(judge(sample(), kSent - 5min));
  CHECK(judge(sample(), kSent + 5min + 1ns) == AcsHmacFailure::outside_date_window);
  CHECK(judge(sample(), kSent - 5min - 1ns) == AcsHmacFailure::outside_date_window);
  const HmacKey keys[] = {access_key()};
  CHECK_FALSE(verify_acs_hmac(sample(), keys, kSent + 24h, 25h));
  CHECK(verify_acs_hmac(sample(), keys, kSent + 1s, 0s) == AcsHmacFailure::outside_date_window);
}

TEST_CASE("a query that the JavaScript client wrote again before it signed is accepted") {
  // The client sends the raw query and signs URLSearchParams' form of it.
  const auto signed_over = [](std::string_view raw, std::string_view signed_target) {
    http::Request request = sample();
    request.target = std::string(signed_target);
    sign_acs_hmac(request, access_key(), kSent);
    request.target = std::string(raw);
    return judge(request);
  };
  CHECK_FALSE(signed_over("/chat/threads?startTime=2026-01-01T00:00:00Z&flag",
                          "/chat/threads?startTime=2026-01-01T00%3A00%3A00Z&flag="));
  CHECK_FALSE(signed_over("/x?q=a%20b&&r=~*(c)", "/x?q=a+b&r=%7E*%28c%29"));
  CHECK_FALSE(signed_over("/x?", "/x"));
  CHECK_FALSE(signed_over("/identities/8%3Aacs%3A1?a=%E2%82%AC", "/identities/8%3Aacs%3A1?a=%E2%82%AC"));
  // Only the query is written again, and nothing else is forgiven.
  CHECK(signed_over("/identities/8%3Aacs%3A1?a=1", "/identities/8:acs:1?a=1") ==
        AcsHmacFailure::invalid_signature);
  CHECK(signed_over("/x?a=1&b=2", "/x?b=2&a=1") == AcsHmacFailure::invalid_signature);
  CHECK(signed_over("/x?a=%zz", "/x?a=zz") == AcsHmacFailure::invalid_signature);
}

TEST_CASE("the signed headers are taken in the order in which they are listed, with others between") {
  http::Request request = sample();
  request.headers.set("date", "Tue, 24 Nov 2026 05:38:34 GMT");
  request.headers.remove("x-ms-date");
  const std::string text = "POST\n" + request.target +
                           "\nacs1.localhost:8443;Tue, 24 Nov 2026 05:38:34 GMT;;" +
                           content_hash_of(http::bytes_of(request.body));
  const std::string signature = base64_encode(access_key().sign(text));
  request.headers.set(
      "Authorization",
      "HMAC-SHA256 SignedHeaders=host;date;x-absent;x-ms-content-sha256&Signature=" + signature);
  CHECK_FALSE(judge(request));
}

TEST_CASE("other schemes are left to others") {
  CHECK(has_acs_hmac(sample()));
  http::Request request = sample();
  request.headers.set("Authorization", "Bearer abc");
  CHECK_FALSE(has_acs_hmac(request));
  request.headers.remove("Authorization");
  CHECK_FALSE(has_acs_hmac(request));
  CHECK(to_text(AcsHmacFailure::outside_date_window) == "outside-date-window");
}

TEST_CASE("a claim is read once and tried against the keys of every candidate") {
  const auto claim = read_acs_hmac(sample(), kSent);
  REQUIRE(claim);
  CHECK(claim->is_signed_with(access_key()));
  CHECK_FALSE(claim->is_signed_with(HmacKey("x")));
  CHECK_FALSE(claim->reencoded_text);
}
