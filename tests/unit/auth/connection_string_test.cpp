#include "fakes/auth/connection_string.hpp"

#include <catch2/catch.hpp>

#include "fakes/auth/fixed_keys.hpp"

using namespace droppoint::auth;

namespace {

constexpr std::string_view kHub =
    "Endpoint=sb://droppoint-ns.servicebus.windows.net/"
    ";SharedAccessKeyName=acs-send;SharedAccessKey=c2VjcmV0a2V5PT0=";

}  // namespace

TEST_CASE("a hub's connection string is read with its parts in any order and case") {
  const auto hub = parse_hub_connection_string(kHub);
  REQUIRE(hub);
  CHECK(hub->endpoint == "sb://droppoint-ns.servicebus.windows.net/");
  CHECK(hub->scheme == "sb");
  CHECK(hub->host == "droppoint-ns.servicebus.windows.net");
  CHECK(hub->authority == hub->host);
  CHECK(hub->policy == "acs-send");
  CHECK(hub->key == "c2VjcmV0a2V5PT0=");
  CHECK(hub->entity_path.empty());

  const auto local = parse_hub_connection_string(
      "sharedaccesskey=a=b==;ENDPOINT=HTTPS://127.0.0.1:10600;;Unknown=1;SharedAccessKeyName= n "
      ";EntityPath=hub;\n");
  REQUIRE(local);
  CHECK(local->scheme == "https");
  CHECK(local->host == "127.0.0.1");
  CHECK(local->authority == "127.0.0.1:10600");
  CHECK(local->key == "a=b==");
  CHECK(local->policy == "n");
  CHECK(local->entity_path == "hub");

  const auto address =
      parse_hub_connection_string("Endpoint=sb://[::1]:10600/;SharedAccessKeyName=n;SharedAccessKey=k");
  REQUIRE(address);
  CHECK(address->host == "::1");
  CHECK(address->authority == "[::1]:10600");
}

TEST_CASE("what is missing or wrong in a hub's connection string is named") {
  const std::pair<std::string, std::string> examples[] = {
      {"", "empty"},
      {" \n", "empty"},
      {";;", "no Endpoint"},
      {"garbage", "part 1 of the connection string is not of the form Name=Value"},
      {"Endpoint=sb://ns/;rubbish", "part 2"},
      {"=x", "part 1"},
      {"SharedAccessKeyName=n;SharedAccessKey=k", "no Endpoint"},
      // The published example of the link command lacks the policy's name.
      {"Endpoint=sb://MyNamespace.servicebus.windows.net/;SharedAccessKey=abcd", "no SharedAccessKeyName"},
      {"Endpoint=sb://ns/;SharedAccessKeyName=n", "no SharedAccessKey"},
      {"Endpoint=;SharedAccessKeyName=n;SharedAccessKey=k", "the Endpoint of the connection string is empty"},
      {"Endpoint=sb://ns/;SharedAccessKeyName=;SharedAccessKey=k", "the SharedAccessKeyName"},
      {"Endpoint=sb://ns/;SharedAccessKeyName=n;SharedAccessKey=", "the SharedAccessKey of"},
      {"Endpoint=sb://a/;Endpoint=sb://b/;SharedAccessKeyName=n;SharedAccessKey=k", "more than one Endpoint"},
      {"Endpoint=ns.servicebus.windows.net;SharedAccessKeyName=n;SharedAccessKey=k", "not an address"},
      {"Endpoint=ftp://ns/;SharedAccessKeyName=n;SharedAccessKey=k", "not an address"},
      {"Endpoint=sb://;SharedAccessKeyName=n;SharedAccessKey=k", "not an address"},
      {"Endpoint=sb:///hub;SharedAccessKeyName=n;SharedAccessKey=k", "not an address"},
      {"Endpoint=sb://a b/;SharedAccessKeyName=n;SharedAccessKey=k", "not an address"},
      {"Endpoint=sb://<namespace>/;SharedAccessKeyName=n;SharedAccessKey=k", "not an address"},
      {"Endpoint=sb://ns:99999/;SharedAccessKeyName=n;SharedAccessKey=k", "not an address"},
      {"Endpoint=sb://ns:x/;SharedAccessKeyName=n;SharedAccessKey=k", "not an address"},
      {"Endpoint=sb://[::1/;SharedAccessKeyName=n;SharedAccessKey=k", "not an address"},
      {std::string("\0\xFF\x80=\x01", 5), "no Endpoint"},
      {"Endpoint=" + std::string(10000, 'x'), "longer than 8 KiB"}};
  for (const auto& [text, reason] : examples) {
    CAPTURE(text, reason);
    const auto hub = parse_hub_connection_string(text);
    REQUIRE_FALSE(hub);
    CHECK(hub.error().code == "InvalidConnectionString");
    CHECK(hub.error().message.find(reason) != std::string::npos);
  }
}

TEST_CASE("an error never repeats the key") {
  const auto hub =
      parse_hub_connection_string("Endpoint=bad;SharedAccessKeyName=n;SharedAccessKey=VERYSECRET");
  REQUIRE_FALSE(hub);
  CHECK(hub.error().message.find("VERYSECRET") == std::string::npos);
  const auto acs = parse_acs_connection_string("endpoint=https://a/;accesskey=VERYSECRET*");
  REQUIRE_FALSE(acs);
  CHECK(acs.error().message.find("VERYSECRET") == std::string::npos);
}

TEST_CASE("a Communication Services connection string is read in any case") {
  const std::string key = fixed_access_key("droppoint-acs", KeySlot::primary);
  for (const std::string& text : {"endpoint=https://127.0.0.1:10600/;accesskey=" + key,
                                  "Endpoint=https://127.0.0.1:10600;AccessKey=" + key,
                                  "ACCESSKEY=" + key + ";ENDPOINT=HTTPS://127.0.0.1:10600/;"}) {
    CAPTURE(text);
    const auto acs = parse_acs_connection_string(text);
    REQUIRE(acs);
    CHECK(acs->host == "127.0.0.1");
    CHECK(acs->authority == "127.0.0.1:10600");
    CHECK(acs->access_key == key);
    CHECK(acs->key_bytes.size() == 64);
  }
}

TEST_CASE("what is missing or wrong in a Communication Services connection string is named") {
  const std::pair<std::string, std::string> examples[] = {
      {"", "empty"},
      {"endpoint", "part 1"},
      {"endpoint=https://a/", "no accesskey"},
      {"accesskey=AQEB", "no endpoint"},
      {"endpoint=https://a/;accesskey=", "the accesskey of the connection string is empty"},
      {"endpoint=https://a/;accesskey=AQE", "not base64"},
      {"endpoint=https://a/;accesskey=AQE*", "not base64"},
      {"endpoint=https://a/;accesskey=AQEB=", "not base64"},
      {"endpoint=sb://a/;accesskey=AQEB", "not an address"},
      {"endpoint=a;accesskey=AQEB", "not an address"},
      {"endpoint=https://a/;accesskey=AQEB;accesskey=AQEB", "more than one accesskey"}};
  for (const auto& [text, reason] : examples) {
    CAPTURE(text, reason);
    const auto acs = parse_acs_connection_string(text);
    REQUIRE_FALSE(acs);
    CHECK(acs.error().code == "InvalidConnectionString");
    CHECK(acs.error().message.find(reason) != std::string::npos);
  }
}

TEST_CASE("what is written can be read") {
  CHECK(make_hub_connection_string("sb://droppoint-ns.servicebus.windows.net/", "acs-send",
                                   "c2VjcmV0a2V5PT0=") == kHub);
  const auto hub = parse_hub_connection_string(make_hub_connection_string("sb://a/", "n", "k=", "hub"));
  REQUIRE(hub);
  CHECK(hub->entity_path == "hub");
  CHECK(make_acs_connection_string("https://a/", "AQEB") == "endpoint=https://a/;accesskey=AQEB");
}
