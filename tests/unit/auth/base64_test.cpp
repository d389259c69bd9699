#include "fakes/auth/base64.hpp"

#include <catch2/catch.hpp>

#include "emulator/sim/random.hpp"

using namespace droppoint::auth;

TEST_CASE("the examples of RFC 4648, section 10, encode and decode") {
  const std::pair<std::string_view, std::string_view> examples[] = {{"", ""},
                                                                    {"f", "Zg=="},
                                                                    {"fo", "Zm8="},
                                                                    {"foo", "Zm9v"},
                                                                    {"foob", "Zm9vYg=="},
                                                                    {"fooba", "Zm9vYmE="},
                                                                    {"foobar", "Zm9vYmFy"}};
  for (const auto& [bytes, text] : examples) {
    CHECK(base64_encode(bytes) == text);
    CHECK(base64_decode(text) == std::string(bytes));
  }
}

TEST_CASE("the URL-safe alphabet has its own two characters and no padding") {
  const std::string bytes("\xFB\xEF\xFF\xFE", 4);
  CHECK(base64_encode(bytes) == "++///g==");
  CHECK(base64url_encode(bytes) == "--___g");
  CHECK(base64url_decode("--___g") == bytes);
  CHECK_FALSE(base64url_decode("++///g"));
  CHECK_FALSE(base64_decode("--___g=="));
  CHECK_FALSE(base64url_decode("--___g=="));
}

TEST_CASE("base64 refuses whatever is not the one text of a value") {
  for (const std::string_view text : {"Z", "Zg", "Zg=", "Zm8", "=", "==", "====", "Z===", "Zg==Zg==", "Zm=v",
                                      "Zg== ", " Zg==", "Zm9v\n", "Zm9*", "Zm\x80v", "Zh==", "Zm9="}) {
    CAPTURE(text);
    CHECK_FALSE(base64_decode(text));
  }
  // Unused bits that are set, a length that no value has, and foreign bytes.
  for (const std::string_view text : {"Zh", "Zm9", "Z", "Zm9vZ", "Zm 9", "Zm.v"}) {
    CAPTURE(text);
    CHECK_FALSE(base64url_decode(text));
  }
}

TEST_CASE("every length of bytes comes back") {
  droppoint::sim::Random random(11);
  for (std::size_t size = 0; size < 200; ++size) {
    const std::string bytes = random.bytes(size);
    CHECK(base64_decode(base64_encode(bytes)) == bytes);
    CHECK(base64url_decode(base64url_encode(bytes)) == bytes);
  }
}
