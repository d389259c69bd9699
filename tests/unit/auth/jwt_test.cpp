#include "fakes/auth/jwt.hpp"

#include <catch2/catch.hpp>

#include "fakes/auth/base64.hpp"
#include "fakes/auth/digest.hpp"
#include "fakes/auth/fixed_keys.hpp"

using namespace droppoint::auth;

namespace {

constexpr std::string_view kRfcClaims =
    "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ";

EcPrivateKey provider_key() {
  return EcPrivateKey::from_pem(kApnsSigningKeyPem).value();
}
RsaPrivateKey token_key() {
  return RsaPrivateKey::from_pem(kTokenSigningKeyPem).value();
}

std::string token_of(std::string_view header, std::string_view claims, std::string_view signature = "c2ln") {
  return base64url_encode(header) + '.' + base64url_encode(claims) + '.' + std::string(signature);
}

JwtParts parsed_jwt(std::string_view token) {
  return parse_jwt(token).value();
}

}  // namespace

TEST_CASE("the RS256 example of RFC 7515, A.2, verifies") {
  const auto key = RsaPublicKey::from_components(
      base64url_decode(
          "ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4"
          "QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdb"
          "BYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-D"
          "WNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ")
          .value(),
      base64url_decode("AQAB").value());
  REQUIRE(key);
  const JwtParts jwt = parsed_jwt(
      "eyJhbGciOiJSUzI1NiJ9." + std::string(kRfcClaims) +
      ".cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_"
      "O8W2Fp5jujGbds9uJdbF9CUAr"
      "7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_"
      "eSN9383LcOLn6_dO--xi12"
      "jzDwusC-"
      "eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN"
      "_IoypGlUP"
      "QGe77Rw");
  CHECK(jwt.iss == "joe");
  CHECK(jwt.exp == 1300819380);
  CHECK_FALSE(verify_rs256(jwt, *key));
  CHECK(verify_rs256(jwt, token_key().public_key()) == JwtFailure::invalid_signature);
  CHECK(verify_es256(jwt, provider_key().public_key()) == JwtFailure::wrong_algorithm);
}

TEST_CASE("the ES256 example of RFC 7515, A.3, verifies") {
  const EcPrivateKey key =
      EcPrivateKey::from_scalar(base64url_decode("jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI").value())
          .value();
  CHECK(base64url_encode(key.public_key().x()) == "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU");
  CHECK(base64url_encode(key.public_key().y()) == "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0");
  const JwtParts jwt =
      parsed_jwt("eyJhbGciOiJFUzI1NiJ9." + std::string(kRfcClaims) +
                 ".DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q");
  CHECK_FALSE(verify_es256(jwt, key.public_key()));
  CHECK(verify_es256(jwt, provider_key().public_key()) == JwtFailure::invalid_signature);
}

TEST_CASE("a provider token like node-apn's is taken apart and verified") {
  const std::string token = make_jwt_es256(R"({"alg":"ES256","typ":"JWT","kid":"KEYID12345"})",
                                           R"({"iat":1767225600,"iss":"TEAMID6789"})", provider_key());
  const JwtParts jwt = parsed_jwt(token);
  CHECK(jwt.alg == "ES256");
  CHECK(jwt.typ == "JWT");
  CHECK(jwt.kid == "KEYID12345");
  CHECK(jwt.iss == "TEAMID6789");
  CHECK(jwt.iat == 1767225600);
  CHECK(jwt.header == R"({"alg":"ES256","typ":"JWT","kid":"KEYID12345"})");
  CHECK(jwt.claims == R"({"iat":1767225600,"iss":"TEAMID6789"})");
  CHECK_FALSE(jwt.exp);
  CHECK_FALSE(jwt.aud);
  CHECK_FALSE(verify_es256(jwt, provider_key().public_key()));
  CHECK(make_jwt_es256(jwt.header, jwt.claims, provider_key()) == token);
}

TEST_CASE("common claims are read in the types that issuers use, and absent in others") {
  const auto claims = [](std::string_view json) { return parsed_jwt(token_of(R"({"alg":"RS256"})", json)); };
  const JwtParts google = claims(
      R"({"iss":"a@b.iam.gserviceaccount.com","scope":"x y","aud":"https://oauth2.googleapis.com/token","exp":2,"iat":1,"sub":"s"})");
  CHECK(google.scope == "x y");
  CHECK(google.aud == "https://oauth2.googleapis.com/token");
  CHECK(google.sub == "s");
  CHECK_FALSE(google.kid);
  CHECK(claims(R"({"aud":["one","two"]})").aud == "one");
  CHECK_FALSE(claims(R"({"aud":[]})").aud);
  CHECK_FALSE(claims(R"({"aud":[1]})").aud);
  CHECK_FALSE(claims(R"({"aud":{}})").aud);
  CHECK(claims(R"({"scp":"user_impersonation"})").scope == "user_impersonation");
  CHECK_FALSE(claims(R"({"scp":1792})").scope);
  CHECK(claims(R"({"iat":1767225600.75})").iat == 1767225600);
  CHECK(claims(R"({"iat":-1})").iat == -1);
  CHECK(claims(R"({"exp":9223372036854775807})").exp == 9223372036854775807);
  for (const std::string_view json :
       {R"({"exp":9223372036854775808})", R"({"exp":1e300})", R"({"exp":"1767225600"})", R"({"exp":null})",
        R"({"exp":true})", R"({"exp":-1e300})", R"({"exp":[1]})", "{}"}) {
    CAPTURE(json);
    CHECK_FALSE(claims(json).exp);
  }
  const JwtParts user = claims(R"({"skypeid":"acs:1_2","scp":1792,"acsScope":"chat,voip","nbf":5})");
  CHECK(user.nbf == 5);
  CHECK(text_claim(user, "acsScope") == "chat,voip");
  CHECK(number_claim(user, "scp") == 1792);
  CHECK_FALSE(text_claim(user, "scp"));
  CHECK_FALSE(number_claim(user, "acsScope"));
  CHECK_FALSE(text_claim(user, "absent"));
}

TEST_CASE("a malformed token is refused with the part that is wrong") {
  const std::string header = R"({"alg":"ES256"})";
  const std::string good = make_jwt_es256(header, "{}", provider_key());
  const std::pair<std::string, std::string> examples[] = {
      {"", "empty"},
      {"garbage", "three parts"},
      {"a.b", "three parts"},
      {good + ".more", "three parts"},
      {"..", "header is not a JSON object"},
      {"." + good, "three parts"},
      {good + "=", "signature is not base64url"},
      {good + "!", "signature is not base64url"},
      {" " + good, "header is not base64url"},
      {"ey+/.e30.", "header is not base64url"},
      {token_of("", "{}"), "header is not a JSON object"},
      {token_of("[]", "{}"), "header is not a JSON object"},
      {token_of("{", "{}"), "header is not a JSON object"},
      {token_of("{\"alg\":\"\xFF\"}", "{}"), "header is not a JSON object"},
      {token_of("{}", "{}"), "no text \"alg\""},
      {token_of(R"({"alg":256})", "{}"), "no text \"alg\""},
      {token_of(header, ""), "claims is not a JSON object"},
      {token_of(header, "null"), "claims is not a JSON object"},
      {token_of(header, R"({"exp":1e400})"), "claims is not a JSON object"},
      {token_of(header, "{} {}"), "claims is not a JSON object"},
      {token_of(header, std::string(5000, '[')), "claims is not a JSON object"},
      {token_of(header, "{\"x\":\"" + std::string(kJwtBytesMax, 'x') + "\"}"), "longer than 16 KiB"},
      {std::string("\0.\0.\0", 5), "header is not base64url"}};
  for (const auto& [token, reason] : examples) {
    CAPTURE(token, reason);
    const auto jwt = parse_jwt(token);
    REQUIRE_FALSE(jwt);
    CHECK(jwt.error().code == "MalformedJwt");
    CHECK(jwt.error().message.find(reason) != std::string::npos);
  }
}

TEST_CASE("the key decides the algorithm, whatever the token says") {
  const std::string claims = R"({"iss":"TEAMID6789"})";
  // The classic attack: a public key's text taken for the secret of an HMAC.
  const std::string input = base64url_encode(R"({"alg":"HS256"})") + '.' + base64url_encode(claims);
  const std::string forged =
      input + '.' + base64url_encode(hmac_sha256(token_key().public_key().to_pem(), input));
  CHECK(verify_rs256(parsed_jwt(forged), token_key().public_key()) == JwtFailure::wrong_algorithm);

  for (const std::string_view alg : {"none", "None", "", "es256", "ES384", "HS256", "RS256"}) {
    const std::string header = R"({"alg":")" + std::string(alg) + R"("})";
    CAPTURE(header);
    CHECK(verify_es256(parsed_jwt(make_unsigned_jwt(header, claims)), provider_key().public_key()) ==
          JwtFailure::wrong_algorithm);
    CHECK(verify_es256(parsed_jwt(make_jwt_es256(header, claims, provider_key())),
                       provider_key().public_key()) == JwtFailure::wrong_algorithm);
  }
  const std::string empty = make_unsigned_jwt(R"({"alg":"ES256"})", claims);
  CHECK(empty.back() == '.');
  CHECK(verify_es256(parsed_jwt(empty), provider_key().public_key()) == JwtFailure::invalid_signature);
  CHECK(verify_rs256(parsed_jwt(make_unsigned_jwt(R"({"alg":"RS256"})", claims)), token_key().public_key()) ==
        JwtFailure::invalid_signature);
}

TEST_CASE("a header that asks for an extension is refused, as RFC 7515 wants") {
  const std::string token = make_jwt_es256(R"({"alg":"ES256","crit":["exp"],"exp":1})", "{}", provider_key());
  CHECK(verify_es256(parsed_jwt(token), provider_key().public_key()) == JwtFailure::unknown_extension);
}

TEST_CASE("a token of Entra is verified with the key of the key set, and not once it was changed") {
  const std::string token =
      make_jwt_rs256(R"({"alg":"RS256","typ":"JWT","kid":"k"})", R"({"aud":"x"})", token_key());
  CHECK_FALSE(verify_rs256(parsed_jwt(token), token_key().public_key()));
  JwtParts jwt = parsed_jwt(token);
  jwt.signing_input.back() = jwt.signing_input.back() == 'A' ? 'B' : 'A';
  CHECK(verify_rs256(jwt, token_key().public_key()) == JwtFailure::invalid_signature);
  CHECK(to_text(JwtFailure::invalid_signature) == "invalid-signature");
}
