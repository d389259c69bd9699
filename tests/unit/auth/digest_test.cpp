#include "fakes/auth/digest.hpp"

#include <catch2/catch.hpp>

#include "tests/unit/auth/hex.hpp"

using namespace droppoint::auth;

TEST_CASE("SHA-256 gives the digests of FIPS 180-4's examples") {
  CHECK(to_hex(sha256("")) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(to_hex(sha256("abc")) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST_CASE("HMAC-SHA256 gives the results of RFC 4231") {
  std::string counting;
  for (char byte = 1; byte <= 25; ++byte) counting.push_back(byte);
  const std::string large(131, '\xAA');
  struct Example {
    std::string key, message, result;
  };
  const Example examples[] = {
      {std::string(20, '\x0B'), "Hi There",
       "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"},
      {"Jefe", "what do ya want for nothing?",
       "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"},
      {std::string(20, '\xAA'), std::string(50, '\xDD'),
       "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"},
      {counting, std::string(50, '\xCD'), "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b"},
      {large, "Test Using Larger Than Block-Size Key - Hash Key First",
       "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"},
      {large,
       "This is a test using a larger than block-size key and a larger than block-size data. The key needs "
       "to be "
       "hashed before being used by the HMAC algorithm.",
       "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2"}};
  for (const Example& example : examples) {
    CHECK(to_hex(hmac_sha256(example.key, example.message)) == example.result);
  }
}

TEST_CASE("a key signs again and again, in parts or whole, and so do its copies") {
  const HmacKey key("Jefe");
  const std::string whole = key.sign("what do ya want for nothing?");
  CHECK(key.sign("something else") != whole);
  CHECK(key.sign({"what do ya ", "", "want for nothing?"}) == whole);
  const HmacKey copy = key;
  CHECK(copy.sign("what do ya want for nothing?") == whole);
  CHECK(to_hex(HmacKey("").sign("")) == "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad");
}

TEST_CASE("texts are equal only when all of their bytes are") {
  CHECK(constant_time_equal("", ""));
  CHECK(constant_time_equal("abc", "abc"));
  CHECK_FALSE(constant_time_equal("abc", "abd"));
  CHECK_FALSE(constant_time_equal("abc", "ab"));
  CHECK_FALSE(constant_time_equal("", "a"));
}
