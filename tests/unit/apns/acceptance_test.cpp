#include <string>
#include <vector>

#include "fakes/apns/checks.hpp"
#include "fakes/apns/push_types.hpp"
#include "tests/unit/apns/apns_world.hpp"

namespace droppoint::test {

using namespace std::chrono_literals;

TEST_CASE("a valid notification is answered 200 and reaches the phone", "[apns]") {
  ApnsWorld world;
  http::Request request = world.valid(world.alert);
  request.headers.add("apns-id", "123e4567-E89B-12d3-a456-426614174000");
  request.headers.add("apns-priority", "5");
  request.headers.add("apns-collapse-id", "c1");
  request.headers.add("apns-expiration", "1800000000");
  request.headers.add("x-unknown", "ignored");
  const http::Response response = world.push(std::move(request));
  CHECK(response.status == 200);
  CHECK(response.body == nullptr);
  CHECK(response.headers.get("apns-id") == "123e4567-E89B-12d3-a456-426614174000");
  CHECK(response.headers.size() == 1);
  CHECK(world.verdict() == wire::Verdict::delivered("apns"));

  REQUIRE(world.phone.seen.size() == 1);
  const wire::Hop& hop = world.phone.seen[0];
  CHECK(hop.from == wire::Party::apns);
  CHECK(hop.notification);
  CHECK(hop.request.method == "POST");
  CHECK(hop.request.target == "/notifications/apns");
  CHECK(hop.request.authority == "phone");
  CHECK(http::bytes_of(hop.request.body) == R"({"aps":{"alert":"hello"}})");
  const http::Headers expected{{"apns-id", "123e4567-E89B-12d3-a456-426614174000"},
                               {"apns-topic", kApp},
                               {"apns-push-type", "alert"},
                               {"apns-priority", "5"},
                               {"apns-expiration", "1800000000"},
                               {"apns-collapse-id", "c1"},
                               {"x-device-token", world.alert}};
  CHECK(hop.request.headers == expected);
}

TEST_CASE("an id is made in upper case when none is given, another each time", "[apns]") {
  ApnsWorld world;
  const std::string first(*world.push(world.valid(world.alert)).headers.get("apns-id"));
  const std::string second(*world.push(world.valid(world.alert)).headers.get("apns-id"));
  CHECK(apns::is_uuid(first));
  CHECK(first.find_first_of("abcdef") == std::string::npos);
  CHECK(first != second);
  CHECK(world.phone.seen[1].request.headers.get("apns-id") == second);

  ApnsWorld same_seed;
  CHECK(same_seed.push(same_seed.valid(same_seed.alert)).headers.get("apns-id") == first);
}

TEST_CASE("apns-unique-id is the sandbox's alone", "[apns]") {
  ApnsWorld world;
  http::Request request = world.valid(world.sandbox);
  request.authority = "api.sandbox.push.apple.com";
  const http::Response response = world.push(std::move(request));
  CHECK(response.status == 200);
  REQUIRE(response.headers.get("apns-unique-id"));
  CHECK(apns::is_uuid(*response.headers.get("apns-unique-id")));
  CHECK(world.phone.seen.back().request.authority == "tablet");
}

TEST_CASE("localhost takes tokens of either environment unless it is told which", "[apns]") {
  const auto status_of = [](ApnsWorld& world, const std::string& token) {
    http::Request request = world.valid(token);
    request.authority = "127.0.0.1:10600";
    return world.push(std::move(request)).status;
  };
  ApnsWorld either;
  CHECK(status_of(either, either.alert) == 200);
  CHECK(status_of(either, either.sandbox) == 200);

  apns::Options options = default_options();
  options.localhost_environment = apns::Environment::production;
  ApnsWorld production(options);
  CHECK(status_of(production, production.alert) == 200);
  CHECK(status_of(production, production.sandbox) == 400);
  CHECK(production.verdict().cause == "environment-mismatch");
}

TEST_CASE("only method, path, token, topic and body are needed", "[apns]") {
  ApnsWorld world;
  http::Request request = world.valid(world.alert);
  request.headers = {{"authorization", world.bearer()}, {"apns-topic", kApp}};
  CHECK(world.push(std::move(request)).status == 200);
  // A request without push type takes the one that its topic names.
  http::Request call = world.call(world.voip);
  call.headers.remove("apns-push-type");
  call.body = http::make_body(std::string(5120, ' '));
  CHECK(world.push(std::move(call)).status == 200);
}

TEST_CASE("every push type is taken with its own topic", "[apns]") {
  ApnsWorld world;
  REQUIRE(apns::all_push_types().size() == 11);
  for (const apns::PushType& type : apns::all_push_types()) {
    INFO(type.name);
    http::Request request = world.valid(type.name == "voip" ? world.voip : world.alert);
    request.headers.set("apns-push-type", type.name);
    request.headers.set("apns-topic", kApp + std::string(type.topic_suffix));
    request.headers.set("apns-priority", "5");
    CHECK(world.push(request).status == 200);
    request.body = http::make_body(std::string(type.payload_bytes_max, ' '));
    CHECK(world.push(request).status == 200);
    request.body = http::make_body(std::string(type.payload_bytes_max + 1, ' '));
    CHECK(world.push(request).status == 413);
  }
}

TEST_CASE("priorities 10, 5 and 1 and a collapse id of 64 bytes are taken", "[apns]") {
  ApnsWorld world;
  for (const char* priority : {"10", "5", "1"}) {
    http::Request request = world.valid(world.alert);
    request.headers.add("apns-priority", priority);
    request.headers.add("apns-collapse-id", std::string(64, 'c'));
    CHECK(world.push(std::move(request)).status == 200);
  }
}

TEST_CASE("a device token is compared without regard to case, and may be encoded", "[apns]") {
  ApnsWorld world;
  std::string upper;
  for (const char digit : world.alert) {
    upper += digit >= 'a' ? static_cast<char>(digit - 'a' + 'A') : digit;
  }
  CHECK(world.push(world.valid(upper)).status == 200);
  http::Request encoded = world.valid(world.alert);
  encoded.target =
      "/3/device/%" + std::string(world.alert[0] >= 'a' ? "6" : "3") +
      std::string(1, world.alert[0] >= 'a' ? static_cast<char>(world.alert[0] - 'a' + '1') : world.alert[0]) +
      world.alert.substr(1);
  CHECK(world.push(std::move(encoded)).status == 200);
}

TEST_CASE("a payload that is no JSON object is taken, with a warning", "[apns]") {
  ApnsWorld world;
  http::Request request = world.valid(world.alert);
  request.body = http::make_body("hello");
  CHECK(world.push(std::move(request)).status == 200);
  CHECK(world.wire.ledger().trace(world.last_trace)->warnings ==
        std::vector<std::string>{"payload-not-json"});
}

TEST_CASE("devices get tokens from the seed, or bring their own", "[apns]") {
  ApnsWorld world;
  CHECK(world.alert.size() == 64);
  CHECK(world.alert != world.voip);
  CHECK(ApnsWorld().alert == world.alert);

  const std::string own = "AB" + std::string(70, '0');
  const std::string taken = world.issue("alert", "production", "other", own);
  CHECK(taken == "ab" + std::string(70, '0'));
  CHECK(world.push(world.valid(own)).status == 200);
  // Again by the same app, but not by another phone while it is in use.
  CHECK(world.issue("alert", "production", "other", own) == taken);
  CHECK(world.issue("alert", "production", "third", own).empty());
  CHECK(world.issue("voip", "production", "other", own).empty());
  REQUIRE(world.from_device("DELETE", "/_device/tokens/" + own)->status == 204);
  CHECK(world.push(world.valid(own)).status == 410);
  CHECK(world.issue("alert", "production", "third", own) == taken);
  CHECK(world.push(world.valid(own)).status == 200);
}

TEST_CASE("devices are told what is wrong with their requests", "[apns]") {
  ApnsWorld world;
  const auto status = [&world](const std::string& body) {
    return world.from_device("POST", "/_device/tokens", body)->status;
  };
  CHECK(status("no json") == 400);
  CHECK(status("[]") == 400);
  CHECK(status(R"({"device":"d","app":"a","kind":"text","environment":"production"})") == 400);
  CHECK(status(R"({"device":"d","app":"a","kind":"voip","environment":"test"})") == 400);
  CHECK(status(R"({"device":"","app":"a","kind":"voip","environment":"sandbox"})") == 400);
  CHECK(status(R"({"device":"d","app":"a","kind":"voip","environment":"sandbox","token":"short"})") == 400);
  CHECK(status(R"({"device":"d","app":"a","kind":"voip","environment":"sandbox"})") == 200);
  CHECK(world.from_device("PUT", "/_device/connections/d", "{}")->status == 400);
  CHECK(world.from_device("GET", "/_device/tokens")->status == 404);
  CHECK(world.from_device("PUT", "/_device/other/d", "{}")->status == 404);
}

}  // namespace droppoint::test
