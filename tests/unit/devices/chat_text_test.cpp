#include <catch2/catch.hpp>

#include "fakes/auth/aes.hpp"
#include "fakes/auth/base64.hpp"
#include "fakes/auth/digest.hpp"
#include "fakes/devices/chat_text.hpp"
#include "fakes/devices/device.hpp"

#include <nlohmann/json.hpp>

using namespace droppoint;
using namespace droppoint::fakes;
using devices::ChatKeys;
using devices::read_chat_text;

namespace {

const ChatKeys kKeys{.aes = std::string(32, '\x11'), .auth = std::string(32, '\x22')};

std::string payload(const std::string& encrypted, const nlohmann::json& event = 200) {
  return nlohmann::json{{"data", {{"eventId", event}, {"e", encrypted}}}}.dump();
}

std::string seal(const std::string& text) {
  const std::string iv(16, '\x33');
  std::string sealed = '\x70' + iv + *auth::aes256_cbc_encrypt(kKeys.aes, iv, text);
  sealed += auth::hmac_sha256(auth::sha256(kKeys.auth), sealed);
  return auth::base64_encode(sealed);
}

}  // namespace

TEST_CASE("a push of chat is read with the keys that the device registered, and with no others") {
  const std::string sealed = seal(
      R"({"messageId":"1","groupId":"19:x@thread.v2","senderId":"8:acs:b","senderDisplayName":"bob","messageBody":"hi"})");
  for (const nlohmann::json& event : {nlohmann::json(200), nlohmann::json("200")}) {
    const auto read = read_chat_text(payload(sealed, event), kKeys);
    REQUIRE(read);
    CHECK(read->text == "hi");
    CHECK(read->thread == "19:x@thread.v2");
    CHECK(read->sender == "8:acs:b");
    CHECK(read->display_name == "bob");
  }
  CHECK_FALSE(read_chat_text(payload(sealed), std::nullopt));
  CHECK_FALSE(read_chat_text(payload(sealed), ChatKeys{kKeys.aes, kKeys.aes}));
  CHECK_FALSE(read_chat_text(payload(sealed, 245), kKeys));
}

TEST_CASE("what is no push of chat is not read") {
  for (const std::string& encrypted :
       {std::string(), std::string("???"), std::string("cDMz"), seal("no JSON")}) {
    CHECK_FALSE(read_chat_text(payload(encrypted), kKeys));
  }
  for (const char* other :
       {"", "[]", "{}", R"({"data":{"eventId":107,"callId":"c"}})", R"({"eventId":107})"}) {
    CHECK_FALSE(read_chat_text(other, kKeys));
  }
  std::string changed = *auth::base64_decode(seal("{}"));
  changed[20] = static_cast<char>(changed[20] ^ 1);
  CHECK_FALSE(read_chat_text(payload(auth::base64_encode(changed)), kKeys));
}

TEST_CASE("an event of the channel is read as it is") {
  const auto read = read_chat_text(R"({"eventId":200,"messageBody":"hi"})", std::nullopt);
  REQUIRE(read);
  CHECK(read->text == "hi");
}

TEST_CASE("keys follow from the token") {
  devices::Device iphone{.platform = devices::Platform::ios, .tokens = {{"alert", "one"}}};
  const auto keys = devices::chat_keys_of(iphone);
  REQUIRE(keys);
  CHECK(keys->aes.size() == 32);
  CHECK(keys->auth.size() == 32);
  CHECK(keys->aes != keys->auth);
  iphone.tokens[0].text = "two";
  CHECK(devices::chat_keys_of(iphone)->aes != keys->aes);
  iphone.tokens.clear();
  CHECK_FALSE(devices::chat_keys_of(iphone));
}
