#include <catch2/catch.hpp>

#include "fakes/auth/fixed_keys.hpp"
#include "fakes/auth/key.hpp"
#include "fakes/auth/rfc6979.hpp"
#include "tests/unit/auth/hex.hpp"
#include "tests/unit/auth/sample_keys.hpp"

using namespace droppoint::auth;
using droppoint::sim::Random;

namespace {

constexpr std::string_view kRfcScalar = "C9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721";
constexpr std::string_view kOrder = "FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551";

EcPrivateKey rfc_key() {
  return EcPrivateKey::from_scalar(from_hex(kRfcScalar)).value();
}

}  // namespace

TEST_CASE("ES256 gives the signatures of RFC 6979, A.2.5") {
  const EcPrivateKey key = rfc_key();
  CHECK(to_hex(key.public_key().x()) == "60fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6");
  CHECK(to_hex(key.public_key().y()) == "7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299");
  CHECK(to_hex(key.sign("sample")) ==
        "efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716"
        "f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8");
  CHECK(to_hex(key.sign("test")) ==
        "f1abb023518351cd71d881567b1ea663ed3efcf6c5132b354f28d3b0b7d38367"
        "019f4113742a2b14bd25926b49c649155f267e60d3814b4c0cc84250e46f0083");
}

TEST_CASE("the nonces are those of RFC 6979, A.2.5, and go on when one is refused") {
  // The digests of "sample" and "test" lie below the order, so they are reduced already.
  DeterministicNonces sample(from_hex(kRfcScalar), sha256("sample"));
  CHECK(to_hex(sample.next()) == "a6e3c57dd01abe90086538398355dd4c3b17aa873382b0f24d6129493d8aad60");
  DeterministicNonces test(from_hex(kRfcScalar), sha256("test"));
  const std::string first = test.next();
  CHECK(to_hex(first) == "d16b6ae827f17175e040871a1c7ec3500192c4c92677336ec2537acaee0008e0");
  CHECK(test.next() != first);
}

TEST_CASE("what one key signs, only its public half verifies, and only unchanged") {
  Random random(5);
  for (int round = 0; round < 20; ++round) {
    const EcPrivateKey key = EcPrivateKey::generate(random);
    const EcPrivateKey other = EcPrivateKey::generate(random);
    const std::string message = random.bytes(random.below(200));
    std::string signature = key.sign(message);
    REQUIRE(signature.size() == kEs256SignatureBytes);
    CHECK(key.public_key().verify(message, signature));
    CHECK(key.sign(message) == signature);
    CHECK_FALSE(other.public_key().verify(message, signature));
    CHECK_FALSE(key.public_key().verify(message + "x", signature));
    signature[random.below(signature.size())] ^= 1;
    CHECK_FALSE(key.public_key().verify(message, signature));
  }
}

TEST_CASE("signatures of impossible form or range are refused") {
  const EcPublicKey key = rfc_key().public_key();
  const std::string good = rfc_key().sign("sample");
  const std::string zero(32, '\0');
  const std::string order = from_hex(kOrder);
  CHECK_FALSE(key.verify("sample", ""));
  CHECK_FALSE(key.verify("sample", good.substr(0, 63)));
  CHECK_FALSE(key.verify("sample", good + '\0'));
  CHECK_FALSE(key.verify("sample", zero + zero));
  CHECK_FALSE(key.verify("sample", zero + good.substr(32)));
  CHECK_FALSE(key.verify("sample", good.substr(0, 32) + zero));
  CHECK_FALSE(key.verify("sample", order + good.substr(32)));
  CHECK_FALSE(key.verify("sample", std::string(64, '\xFF')));
}

TEST_CASE("one key is read from every form in which it is given") {
  const EcPrivateKey key = EcPrivateKey::from_pem(kApnsSigningKeyPem).value();
  const std::string signature = key.sign("text");
  CHECK(EcPrivateKey::from_pem(key.to_pem())->sign("text") == signature);
  CHECK(EcPrivateKey::from_pem(key.to_bare_base64())->sign("text") == signature);
  CHECK(EcPrivateKey::from_pem(samples::kSec1)->sign("text") == signature);
  CHECK(EcPrivateKey::from_pem(samples::kWithoutPublicHalf)->sign("text") == signature);
  CHECK(key.to_pem() == kApnsSigningKeyPem);

  std::string escaped;
  std::string windows;
  for (const char character : kApnsSigningKeyPem) {
    escaped += character == '\n' ? std::string("\\n") : std::string(1, character);
    windows += character == '\n' ? std::string("\r\n") : std::string(1, character);
  }
  CHECK(EcPrivateKey::from_pem(escaped)->sign("text") == signature);
  CHECK(EcPrivateKey::from_pem(windows)->sign("text") == signature);
  std::string wrapped = key.to_bare_base64();
  wrapped.insert(64, "\r\n ");
  CHECK(EcPrivateKey::from_pem(wrapped)->sign("text") == signature);

  const EcPublicKey read = EcPublicKey::from_pem(key.public_key().to_pem()).value();
  CHECK(read.verify("text", signature));
  const EcPublicKey made = EcPublicKey::from_coordinates(read.x(), read.y()).value();
  CHECK(made.verify("text", signature));
}

TEST_CASE("whatever is no private key on P-256 is refused with a reason") {
  const std::string bare = EcPrivateKey::from_pem(kApnsSigningKeyPem)->to_bare_base64();
  const std::string pem(kApnsSigningKeyPem);
  const std::string texts[] = {"",
                               "garbage",
                               "AAAA",
                               std::string("\0\1\2", 3),
                               std::string(17 * 1024, 'A'),
                               bare.substr(0, bare.size() - 4),
                               bare.substr(0, bare.size() - 1),
                               bare + "=",
                               pem.substr(0, pem.size() / 2),
                               "-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----\n",
                               "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
                               std::string(samples::kP384),
                               std::string(samples::kEd25519),
                               std::string(samples::kRsa1024),
                               std::string(samples::kEncrypted),
                               std::string(kFcmServiceAccountPem),
                               rfc_key().public_key().to_pem()};
  for (const std::string& text : texts) {
    CAPTURE(text);
    const auto key = EcPrivateKey::from_pem(text);
    REQUIRE_FALSE(key);
    CHECK(key.error().code == "InvalidKey");
    CHECK_FALSE(key.error().message.empty());
  }
}

TEST_CASE("scalars and points outside of the curve are refused") {
  CHECK_FALSE(EcPrivateKey::from_scalar(""));
  CHECK_FALSE(EcPrivateKey::from_scalar(std::string(32, '\0')));
  CHECK_FALSE(EcPrivateKey::from_scalar(from_hex(kOrder)));
  CHECK_FALSE(EcPrivateKey::from_scalar(std::string(32, '\xFF')));
  CHECK_FALSE(EcPrivateKey::from_scalar(std::string(33, '\1')));
  std::string last = from_hex(kOrder);
  last.back() = static_cast<char>(last.back() - 1);
  CHECK(EcPrivateKey::from_scalar(last));

  CHECK_FALSE(EcPublicKey::from_coordinates(std::string(32, '\1'), std::string(32, '\1')));
  CHECK_FALSE(EcPublicKey::from_coordinates(std::string(32, '\0'), std::string(32, '\0')));
  CHECK_FALSE(EcPublicKey::from_coordinates("x", "y"));
  CHECK_FALSE(EcPublicKey::from_pem(""));
  CHECK_FALSE(EcPublicKey::from_pem("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n"));
  CHECK_FALSE(EcPublicKey::from_pem(samples::kP384Public));
  CHECK_FALSE(EcPublicKey::from_pem(kApnsSigningKeyPem));
}

TEST_CASE("a seed makes the same key in each run") {
  Random one = Random(7).stream("apns key");
  Random same = Random(7).stream("apns key");
  Random other = Random(8).stream("apns key");
  const std::string pem = EcPrivateKey::generate(one).to_pem();
  CHECK(EcPrivateKey::generate(same).to_pem() == pem);
  CHECK(EcPrivateKey::generate(other).to_pem() != pem);
  CHECK(EcPrivateKey::generate(one).to_pem() != pem);
}
