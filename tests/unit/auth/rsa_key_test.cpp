#include <catch2/catch.hpp>

#include "fakes/auth/base64.hpp"
#include "fakes/auth/digest.hpp"
#include "fakes/auth/fixed_keys.hpp"
#include "fakes/auth/key.hpp"
#include "tests/unit/auth/hex.hpp"
#include "tests/unit/auth/sample_keys.hpp"

using namespace droppoint::auth;

namespace {

RsaPrivateKey fixed_key() {
  return RsaPrivateKey::from_pem(kFcmServiceAccountPem).value();
}

}  // namespace

TEST_CASE("RS256 gives the signature that the openssl command gives") {
  // openssl dgst -sha256 -sign fcm-service-account.pem, over "droppoint", then SHA-256 of the result.
  const std::string signature = fixed_key().sign("droppoint");
  CHECK(signature.size() == 256);
  CHECK(to_hex(sha256(signature)) == "17dd50510ee910efd4826d6e3699c8f67c446fa7ccccff6573773284f2e7201a");
}

TEST_CASE("what one RSA key signs, only its public half verifies, and only unchanged") {
  const RsaPrivateKey key = fixed_key();
  const RsaPrivateKey other = RsaPrivateKey::from_pem(kTokenSigningKeyPem).value();
  const std::string signature = key.sign("text");
  CHECK(key.sign("text") == signature);
  CHECK(key.public_key().verify("text", signature));
  CHECK_FALSE(other.public_key().verify("text", signature));
  CHECK_FALSE(key.public_key().verify("texts", signature));
  CHECK_FALSE(key.public_key().verify("text", ""));
  CHECK_FALSE(key.public_key().verify("text", signature.substr(1)));
  CHECK_FALSE(key.public_key().verify("text", signature + '\0'));
  CHECK_FALSE(key.public_key().verify("text", std::string(256, '\0')));
  CHECK_FALSE(key.public_key().verify("text", std::string(256, '\xFF')));
  std::string changed = signature;
  changed[100] ^= 1;
  CHECK_FALSE(key.public_key().verify("text", changed));
}

TEST_CASE("a public RSA key is the same by PEM, by its numbers and by a key set") {
  const RsaPrivateKey key = fixed_key();
  const std::string signature = key.sign("text");
  const RsaPublicKey& whole = key.public_key();
  CHECK(whole.exponent() == std::string("\1\0\1", 3));
  CHECK(whole.modulus().size() == 256);
  const RsaPublicKey read = RsaPublicKey::from_pem(whole.to_pem()).value();
  CHECK(read.verify("text", signature));
  CHECK(read.to_pem().find("PRIVATE") == std::string::npos);
  CHECK(RsaPublicKey::from_components(whole.modulus(), whole.exponent())->verify("text", signature));
  CHECK(whole.to_jwk("key \"1\"") == R"({"kty":"RSA","use":"sig","alg":"RS256","kid":"key \"1\"","n":")" +
                                         base64url_encode(whole.modulus()) + R"(","e":"AQAB"})");
  CHECK(RsaPrivateKey::from_pem(key.to_pem())->sign("text") == signature);
}

TEST_CASE("whatever is no RSA key of a usable size is refused with a reason") {
  const std::string pem(kFcmServiceAccountPem);
  for (const std::string& text : {std::string(), std::string("garbage"), pem.substr(0, 900),
                                  std::string(kApnsSigningKeyPem), std::string(samples::kRsa1024),
                                  std::string(samples::kEncrypted), fixed_key().public_key().to_pem()}) {
    CAPTURE(text);
    const auto key = RsaPrivateKey::from_pem(text);
    REQUIRE_FALSE(key);
    CHECK(key.error().code == "InvalidKey");
  }
  CHECK_FALSE(RsaPublicKey::from_pem(""));
  CHECK_FALSE(RsaPublicKey::from_pem(samples::kRsa1024Public));
  CHECK_FALSE(RsaPublicKey::from_pem(samples::kP384Public));
  CHECK_FALSE(RsaPublicKey::from_components("", "\3"));
  CHECK_FALSE(RsaPublicKey::from_components(std::string(256, '\xFF'), ""));
  CHECK_FALSE(RsaPublicKey::from_components(std::string(64, '\xFF'), "\3"));
  CHECK_FALSE(RsaPublicKey::from_components(std::string(5000, '\xFF'), "\3"));
}

TEST_CASE("an RSA key whose numbers were changed is refused when it is read, not when it signs") {
  const std::string pem(kFcmServiceAccountPem);
  std::string bare;
  for (const char character : pem.substr(pem.find('\n'), pem.rfind("-----END") - pem.find('\n'))) {
    if (character != '\n') bare.push_back(character);
  }
  const std::string der = base64_decode(bare).value();
  CHECK(RsaPrivateKey::from_pem(bare)->sign("text") == fixed_key().sign("text"));
  // The last byte of the modulus, then a byte in the middle of it: at fixed places in a PKCS#8 key of 2048
  // bits.
  for (const std::size_t place : {std::size_t{294}, std::size_t{160}}) {
    std::string damaged = der;
    damaged[place] ^= 1;
    CHECK_FALSE(RsaPrivateKey::from_pem(base64_encode(damaged)));
  }
}
