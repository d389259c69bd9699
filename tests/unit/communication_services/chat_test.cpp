#include <catch2/catch.hpp>

#include "fakes/auth/aes.hpp"
#include "fakes/auth/digest.hpp"
#include "fakes/communication_services/chat_encryption.hpp"
#include "fakes/communication_services/registrar_request.hpp"
#include "tests/unit/communication_services/service_world.hpp"

using namespace droppoint;
using namespace droppoint::fakes;
using namespace droppoint::test;

namespace {

Reply send_chat(ServiceWorld& cloud, json more = json::object()) {
  json body{{"from", "bob"}, {"to", "alice"}, {"content", "hello"}};
  body.update(more);
  return cloud.control("POST", "/chat/messages", body);
}

const std::string kDummyAes = *acs::decode_key(acs::kDummyAesKey);
const std::string kDummyAuth = *acs::decode_key(acs::kDummyAuthKey);

// What a device's extension does with `e`.
json decrypt(const std::string& encoded) {
  const std::string sealed = *auth::base64_decode(encoded);
  const std::string body = sealed.substr(0, sealed.size() - 32);
  CHECK(auth::hmac_sha256(auth::sha256(kDummyAuth), body) == sealed.substr(sealed.size() - 32));
  CHECK(body[0] == 0x70);
  const auto text = auth::aes256_cbc_decrypt(kDummyAes, body.substr(1, 16), body.substr(17));
  REQUIRE(text);
  return json::parse(*text);
}

}  // namespace

TEST_CASE("the encryption of chat pushes: a fixed vector") {
  const auto sealed = acs::encrypt_chat(std::string(32, '\x11'), std::string(32, '\x22'),
                                        std::string(16, '\x33'), R"({"eventId":200})");
  REQUIRE(sealed);
  CHECK(*sealed ==
        "cDMzMzMzMzMzMzMzMzMzMzMrw7ncODkfziY5p4x2SpnCBN/SqDIpUwOK38O34PGNBNIBAPA2KLLKImkEcHRxr+o=");
  CHECK_FALSE(acs::encrypt_chat("short", "key", std::string(16, 'i'), "text"));
}

TEST_CASE("a chat message is pushed encrypted to the alert token") {
  ServiceWorld cloud;
  cloud.link_hub();
  cloud.register_iphone("iphone", "alice");
  cloud.register_android("android", "alice");
  const Reply reply = send_chat(cloud);
  CHECK(reply.status == 201);
  // The service's own entry, who is in the thread, came first.
  CHECK(reply.body["message"] == "1767225600001");
  CHECK(reply.body["verdict"]["by"] == "apns");
  CHECK(cloud.notifications(reply.body).at(0).kind == "chat-message");
  REQUIRE(cloud.hub.seen.size() == 2);
  const http::Request& apple = cloud.hub.seen[0];
  CHECK(apple.headers.get("ServiceBusNotification-DeviceHandle") == "iphone-alert");
  CHECK(apple.headers.get("ServiceBusNotification-Apns-Push-Type") == "alert");
  const json body = json::parse(http::bytes_of(apple.body));
  CHECK(body["aps"]["mutable-content"] == 1);
  CHECK(body["data"]["eventId"] == 200);
  const json text = decrypt(body["data"]["e"]);
  CHECK(text.size() == 13);
  for (const json& value : text) CHECK(value.is_string());
  CHECK(text["messageBody"] == "hello");
  CHECK(text["senderDisplayName"] == "bob");
  CHECK(text["messageId"] == reply.body["message"]);

  const json data = json::parse(http::bytes_of(cloud.hub.seen[1].body))["message"]["data"];
  CHECK(data["eventId"] == "200");
  CHECK(data["e"] != body["data"]["e"]);
  CHECK(decrypt(data["e"]) == text);
}

TEST_CASE("in the foreground a message comes by the channel and not as a push") {
  ServiceWorld cloud;
  cloud.link_hub();
  cloud.register_iphone("iphone", "alice");
  cloud.register_android("android", "alice");
  cloud.connect("iphone", "alice");
  CHECK(send_chat(cloud).body["verdict"]["by"] == "realtime");
  CHECK(cloud.devices.seen.size() == 1);
  const json body = json::parse(http::bytes_of(cloud.devices.seen.at(0).body));
  CHECK(body["eventId"] == 200);
  CHECK(body["messageBody"] == "hello");
  REQUIRE(cloud.hub.seen.size() == 1);
  CHECK(cloud.hub.seen[0].headers.get("ServiceBusNotification-DeviceHandle") == "android-fcm");
}

TEST_CASE("edition 2021 pushes no chat, but its channel delivers") {
  acs::Options options;
  options.edition = acs::Edition::of_2021;
  ServiceWorld cloud(options);
  cloud.register_iphone("iphone", "alice");
  const json dropped = send_chat(cloud).body["verdict"];
  CHECK(dropped["cause"] == "notification-kind-unsupported");
  CHECK(dropped["drop_point"] == 1);
  CHECK(cloud.hub.seen.empty());
  CHECK(cloud.control("GET", "/links/droppoint-acs").body["loaded_at"].is_null());
  cloud.connect("iphone", "alice");
  CHECK(send_chat(cloud).body["verdict"]["by"] == "realtime");
}

TEST_CASE("the causes of drop point 1 hold for chat as well") {
  ServiceWorld cloud;
  CHECK(send_chat(cloud).body["verdict"]["cause"] == "no-registration");
  cloud.register_iphone("iphone", "alice");
  CHECK(send_chat(cloud).body["verdict"]["cause"] == "hub-not-linked");
}

TEST_CASE("all recipients but the sender are told, and ids never repeat") {
  ServiceWorld cloud;
  cloud.link_hub();
  for (const char* name : {"alice", "bob", "carol"}) cloud.register_iphone(std::string(name) + "s", name);
  const json first = send_chat(cloud, {{"to", {"alice", "bob", "carol"}}}).body;
  CHECK(cloud.hub.seen.size() == 2);
  const json second = send_chat(cloud, {{"to", {"carol", "alice"}}}).body;
  CHECK(first["message"] != second["message"]);
  const auto thread_of = [&cloud](std::size_t index) {
    return decrypt(json::parse(http::bytes_of(cloud.hub.seen.at(index).body))["data"]["e"])["groupId"];
  };
  CHECK(thread_of(0).get<std::string>().ends_with("@thread.v2"));
  CHECK(thread_of(0) == thread_of(1));
}

TEST_CASE("chat messages refuse what they cannot do") {
  ServiceWorld cloud;
  CHECK(send_chat(cloud, {{"content", 1}}).status == 400);
  CHECK(send_chat(cloud, {{"to", nullptr}}).status == 400);
  CHECK(send_chat(cloud, {{"from", "4:+1555"}}).status == 400);
  CHECK(send_chat(cloud, {{"resource", "nobody"}}).status == 404);
  const auto in_thread = [&cloud](const std::string& thread, const std::string& from) {
    return cloud.control("POST", "/chat/messages", {{"from", from}, {"thread", thread}, {"content", "x"}});
  };
  CHECK(in_thread("19:x@thread.v2", "bob").body["error"]["code"] == "UnknownThread");
  const std::string thread = send_chat(cloud).body["thread"];
  CHECK(in_thread(thread, "bob").status == 201);
  CHECK(in_thread(thread, "carol").body["error"]["code"] == "NotInThread");
}

TEST_CASE("the format that the hub is asked for Android with is that of the edition, or a setting") {
  const auto formats = [](acs::Options options) {
    ServiceWorld cloud(std::move(options));
    cloud.link_hub();
    cloud.register_android("android", "alice");
    cloud.call();
    send_chat(cloud);
    std::vector<std::string> seen;
    for (const http::Request& request : cloud.hub.seen) {
      seen.emplace_back(request.headers.get("ServiceBusNotification-Format").value_or(""));
      const json body = json::parse(http::bytes_of(request.body));
      CHECK((seen.back() == "gcm" ? body : body["message"])["data"].contains("eventId"));
    }
    return seen;
  };
  using Formats = std::vector<std::string>;
  CHECK(formats({}) == Formats{"fcmv1", "fcmv1"});
  CHECK(formats({.fcm_format = acs::FcmFormat::gcm}) == Formats{"gcm", "gcm"});
  CHECK(formats({.edition = acs::Edition::of_2021}) == Formats{"gcm"});
  CHECK(formats({.edition = acs::Edition::of_2021, .fcm_format = acs::FcmFormat::fcm_v1}) ==
        Formats{"fcmv1"});
}
