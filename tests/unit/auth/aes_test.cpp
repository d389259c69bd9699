#include "fakes/auth/aes.hpp"

#include <catch2/catch.hpp>

#include "fakes/auth/base64.hpp"
#include "fakes/auth/digest.hpp"
#include "tests/unit/auth/hex.hpp"

using namespace droppoint::auth;

TEST_CASE("a chat payload is encrypted as a device expects it") {
  const std::string aes_key(32, '\x11');
  const std::string auth_key(32, '\x22');
  const std::string iv(16, '\x33');
  const auto ciphertext = aes256_cbc_encrypt(aes_key, iv, R"({"eventId":200})");
  REQUIRE(ciphertext);
  const std::string covered = "\x70" + iv + *ciphertext;
  CHECK(base64_encode(covered + hmac_sha256(sha256(auth_key), covered)) ==
        "cDMzMzMzMzMzMzMzMzMzMzMrw7ncODkfziY5p4x2SpnCBN/SqDIpUwOK38O34PGNBNIBAPA2KLLKImkEcHRxr+o=");
}

TEST_CASE("AES-256-CBC gives NIST SP 800-38A's first block") {
  const std::string key = from_hex("603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4");
  const std::string iv = from_hex("000102030405060708090a0b0c0d0e0f");
  const auto ciphertext = aes256_cbc_encrypt(key, iv, from_hex("6bc1bee22e409f96e93d7e117393172a"));
  REQUIRE(ciphertext);
  CHECK(to_hex(ciphertext->substr(0, 16)) == "f58c4c04d6e5f1ba779eabfb5f7bfbd6");
  CHECK(ciphertext->size() == 32);
}

TEST_CASE("every length of text comes back, also none") {
  const std::string key(32, 'k');
  const std::string iv(16, 'i');
  for (std::size_t size = 0; size < 70; ++size) {
    const std::string plaintext(size, 'p');
    const auto ciphertext = aes256_cbc_encrypt(key, iv, plaintext);
    REQUIRE(ciphertext);
    CHECK(ciphertext->size() == (size / 16 + 1) * 16);
    const auto back = aes256_cbc_decrypt(key, iv, *ciphertext);
    REQUIRE(back);
    CHECK(*back == plaintext);
  }
}

TEST_CASE("wrong lengths, keys and padding are refused") {
  const std::string key(32, 'k');
  const std::string iv(16, 'i');
  CHECK(aes256_cbc_encrypt("short", iv, "text").error().code == "InvalidKeyLength");
  CHECK(aes256_cbc_encrypt(key + "k", iv, "text").error().code == "InvalidKeyLength");
  CHECK(aes256_cbc_encrypt(key, "", "text").error().code == "InvalidIvLength");
  CHECK(aes256_cbc_decrypt("", iv, std::string(16, 'c')).error().code == "InvalidKeyLength");
  CHECK(aes256_cbc_decrypt(key, iv, "").error().code == "InvalidCiphertext");
  CHECK(aes256_cbc_decrypt(key, iv, std::string(17, 'c')).error().code == "InvalidCiphertext");
  const auto ciphertext = aes256_cbc_encrypt(key, iv, "a text of more than one block");
  REQUIRE(ciphertext);
  CHECK(aes256_cbc_decrypt(std::string(32, 'x'), iv, *ciphertext).error().code == "InvalidCiphertext");
  CHECK(aes256_cbc_decrypt(key, iv, ciphertext->substr(0, 16)).error().code == "InvalidCiphertext");
}
