#include <catch2/catch.hpp>

#include "tests/unit/communication_services/two_phones.hpp"

using namespace droppoint;
using namespace droppoint::fakes;
using namespace droppoint::test;

namespace {

json payload(const http::Request& request) {
  return json::parse(http::bytes_of(request.body));
}

std::vector<std::string> handles(const std::vector<http::Request>& requests) {
  std::vector<std::string> found;
  for (const http::Request& request : requests) {
    found.emplace_back(request.headers.get("ServiceBusNotification-DeviceHandle").value_or(""));
  }
  return found;
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("a call rings every registered device of the callee") {
  TwoPhones cloud;
  const Reply reply = cloud.control("POST", "/calls", {{"from", "bob"}, {"to", "alice"}});
  CHECK(reply.status == 201);
  CHECK(reply.body.size() == 3);
  CHECK(reply.body["trace"] == wire::to_text(cloud.world.last_trace));
  CHECK(reply.body["verdict"]["state"] == "delivered");
  CHECK(reply.body["verdict"]["by"] == "apns");
  CHECK(reply.body["verdict"]["cause"].is_null());
  CHECK(handles(cloud.hub.seen) == Texts{"iphone-voip", "android-fcm"});
  const auto notifications = cloud.notifications(reply.body);
  REQUIRE(notifications.size() == 2);
  for (const auto& notification : notifications) {
    CHECK(notification.kind == "incoming-call");
    CHECK(notification.channel == "push");
    CHECK(notification.user == "alice");
  }
  CHECK(notifications[0].device == "iphone");
  CHECK(notifications[1].device == "android");
}

TEST_CASE("the payload of a call on APNs") {
  TwoPhones cloud;
  const json call = cloud.control("POST", "/calls", {{"from", "bob"}, {"to", "alice"}, {"video", true}}).body;
  const json users = cloud.control("GET", "/users").body;
  const json body = payload(cloud.hub.seen.at(0));
  CHECK(body.size() == 2);
  CHECK(body["aps"] == json::object());
  const json& data = body["data"];
  CHECK(data.size() == 7);
  CHECK(data["eventId"] == 107);
  CHECK(data["callId"] == call["call"]);
  CHECK(data["recipientId"] == users[0]["id"]);
  CHECK(data["callerId"] == users[1]["id"]);
  CHECK(data["displayName"] == "bob");
  CHECK(data["videoCall"] == "true");
  const auto cp = auth::base64_decode(data["cp"].get<std::string>());
  REQUIRE(cp);
  CHECK(data["cp"].get<std::string>().back() != '=');
}

TEST_CASE("the payload of a call on FCM: texts only, with priority and time to live") {
  TwoPhones cloud;
  cloud.call();
  CHECK(cloud.hub.seen.at(1).headers.get("ServiceBusNotification-Format") == "fcmv1");
  CHECK_FALSE(cloud.hub.seen.at(1).headers.contains("apns-priority"));
  const json message = payload(cloud.hub.seen.at(1))["message"];
  CHECK(message["data"]["eventId"] == "107");
  CHECK(message["data"]["videoCall"] == "false");
  for (const json& value : message["data"]) CHECK(value.is_string());
  CHECK(message["data"]["cp"] == payload(cloud.hub.seen.at(0))["data"]["cp"]);
  CHECK(message["android"] == json{{"priority", "high"}, {"ttl", "30s"}});
}

TEST_CASE("in edition 2021 Android is asked for as gcm") {
  acs::Options options;
  options.edition = acs::Edition::of_2021;
  TwoPhones cloud(options);
  cloud.call();
  CHECK(cloud.hub.seen.at(1).headers.get("ServiceBusNotification-Format") == "gcm");
  const json body = payload(cloud.hub.seen.at(1));
  CHECK(body["data"]["eventId"] == "107");
  CHECK(body["time_to_live"] == 30);
}

TEST_CASE("a call to several is a group call, one by telephone has its own event") {
  TwoPhones cloud;
  cloud.register_iphone("carols", "carol");
  const json group = cloud.call({"alice", "carol", "alice"});
  CHECK(handles(cloud.hub.seen) == Texts{"iphone-voip", "android-fcm", "carols-voip"});
  CHECK(payload(cloud.hub.seen.at(0))["data"]["eventId"] == 109);
  CHECK(cloud.control("GET", url(group)).body["to"].size() == 2);
  cloud.call("alice", "4:+15550100");
  CHECK(payload(cloud.hub.seen.back())["message"]["data"]["eventId"] == "111");
  CHECK(payload(cloud.hub.seen.back())["message"]["data"]["callerId"] == "4:+15550100");
}

TEST_CASE("in the foreground the channel delivers and a push is sent as well") {
  TwoPhones cloud;
  cloud.connect("iphone", "alice");
  const json call = cloud.call();
  CHECK(call["verdict"]["by"] == "realtime");
  REQUIRE(cloud.devices.seen.size() == 1);
  CHECK(cloud.devices.seen[0].authority == "iphone");
  CHECK(cloud.devices.seen[0].target == "/realtime");
  const json body = payload(cloud.devices.seen[0]);
  CHECK(body["type"] == "incoming-call");
  CHECK(body["callId"] == call["call"]);
  CHECK(handles(cloud.hub.seen) == Texts{"iphone-voip", "android-fcm"});
  CHECK(cloud.notifications(call).size() == 3);
  CHECK(cloud.notifications(call)[0].channel == "realtime");
}

TEST_CASE("pushes to the foreground can be turned off, those to other devices stay") {
  acs::Options options;
  options.push_in_foreground = false;
  TwoPhones cloud(options);
  cloud.connect("iphone", "alice");
  cloud.call();
  CHECK(handles(cloud.hub.seen) == Texts{"android-fcm"});
  cloud.connect("iphone", "alice", false);
  cloud.call();
  CHECK(cloud.devices.seen.size() == 1);
  CHECK(cloud.hub.seen.size() == 3);
}

TEST_CASE("a device with a channel and no registration is reached by the channel alone") {
  ServiceWorld cloud;
  cloud.connect("tablet", "alice");
  CHECK(cloud.call()["verdict"]["by"] == "realtime");
  CHECK(cloud.hub.seen.empty());
}

TEST_CASE("a channel that turns out to be broken is device-unreachable") {
  ServiceWorld cloud;
  cloud.connect("tablet", "alice");
  cloud.devices.status = 410;
  const json verdict = cloud.call()["verdict"];
  CHECK(verdict["cause"] == "device-unreachable");
  CHECK(verdict["drop_point"] == 3);
}

TEST_CASE("nobody to ring: no registration, or one past its time to live") {
  ServiceWorld cloud;
  cloud.link_hub();
  const json call = cloud.call();
  CHECK(call["verdict"]["cause"] == "no-registration");
  CHECK(call["verdict"]["drop_point"] == 1);
  cloud.register_iphone("phone", "alice", {{"ttl_seconds", 300}});
  cloud.world.advance(300s - 1ns);
  CHECK(cloud.call()["verdict"]["state"] == "delivered");
  cloud.world.advance(1ns);
  CHECK(cloud.call()["verdict"]["cause"] == "registration-expired");
  cloud.register_iphone("phone", "alice");
  cloud.world.advance(24h - 1s);
  CHECK(cloud.call()["verdict"]["state"] == "delivered");
  cloud.world.advance(1s);
  CHECK(cloud.call()["verdict"]["cause"] == "registration-expired");
  cloud.device("DELETE", "/registrations/phone");
  CHECK(cloud.call()["verdict"]["cause"] == "no-registration");
  // Two calls that arrived, and the end of the first one's ringing.
  CHECK(cloud.hub.seen.size() == 3);
}

TEST_CASE("answered on one device, the others stop ringing") {
  TwoPhones cloud;
  cloud.register_iphone("ipad", "alice");
  cloud.connect("ipad", "alice");
  const json call = cloud.call();
  cloud.hub.seen.clear();
  cloud.devices.seen.clear();
  cloud.world.advance(10s);
  const Reply answer = cloud.control("POST", url(call, "answer"), {{"device", "iphone"}});
  CHECK(answer.status == 200);
  CHECK(answer.body["state"] == "connected");
  CHECK(answer.body["to"][0]["device"] == "iphone");
  CHECK(handles(cloud.hub.seen) == Texts{"android-fcm", "ipad-voip"});
  const json android = payload(cloud.hub.seen[0])["message"];
  CHECK(android["data"]["eventId"] == "110");
  CHECK(android["data"]["callId"] == call["call"]);
  // No longer than the ringing that it ends.
  CHECK(android["android"]["ttl"] == "20s");
  CHECK(cloud.hub.seen[1].headers.get("apns-expiration") == "1767225630");
  // The phone that answers does so itself; the one in the foreground is told by its channel.
  REQUIRE(cloud.devices.seen.size() == 2);
  CHECK(cloud.devices.seen[0].authority == "iphone");
  CHECK(cloud.devices.seen[0].target == "/calls/" + call["call"].get<std::string>() + "/answer");
  CHECK(payload(cloud.devices.seen[1])["type"] == "stop-ringing");
  // The trace of the call holds them, and its verdict is not theirs.
  const auto notifications = cloud.notifications(call);
  CHECK(notifications.back().kind == "stop-ringing");
  CHECK(cloud.world.wire.ledger().trace(notifications[0].trace)->kind == "incoming-call");

  cloud.hub.seen.clear();
  cloud.world.advance(1min);
  CHECK(cloud.hub.seen.empty());
}

TEST_CASE("without a device the first that rang answers") {
  TwoPhones cloud;
  const json call = cloud.call();
  cloud.hub.seen.clear();
  CHECK(cloud.control("POST", url(call, "answer")).body["to"][0]["device"] == "iphone");
  CHECK(handles(cloud.hub.seen) == Texts{"android-fcm"});
}

TEST_CASE("declined on one device, the call is declined and the others stop") {
  TwoPhones cloud;
  const json call = cloud.call();
  cloud.hub.seen.clear();
  CHECK(cloud.control("POST", url(call, "decline"), {{"device", "android"}}).body["state"] == "declined");
  CHECK(handles(cloud.hub.seen) == Texts{"iphone-voip"});
  const Reply again = cloud.control("POST", url(call, "answer"), {{"device", "iphone"}});
  CHECK(again.status == 409);
  CHECK(again.body["error"]["code"] == "CallNotRinging");
}

TEST_CASE("nobody takes it: at 30 seconds exactly all stop and the call was missed") {
  TwoPhones cloud;
  const json call = cloud.call();
  cloud.hub.seen.clear();
  cloud.world.advance(30s - 1ns);
  CHECK(cloud.hub.seen.empty());
  CHECK(cloud.control("GET", url(call)).body["state"] == "ringing");
  cloud.world.advance(1ns);
  CHECK(cloud.control("GET", url(call)).body["state"] == "missed");
  CHECK(handles(cloud.hub.seen) == Texts{"iphone-voip", "android-fcm"});
  // Worth nothing to a device that is not there now.
  CHECK(cloud.hub.seen[0].headers.get("apns-expiration") == "0");
  CHECK(payload(cloud.hub.seen[1])["message"]["android"]["ttl"] == "0s");
  CHECK(cloud.control("POST", url(call, "decline")).status == 409);
}

TEST_CASE("stop-ringing goes to devices that rang, by the ways there are now") {
  TwoPhones cloud;
  cloud.connect("iphone", "alice");
  const json call = cloud.call();
  cloud.connect("iphone", "alice", false);
  cloud.device("DELETE", "/registrations/android");
  cloud.register_iphone("newcomer", "alice");
  cloud.hub.seen.clear();
  cloud.devices.seen.clear();
  CHECK(cloud.control("POST", url(call, "hang-up")).body["state"] == "canceled");
  CHECK(handles(cloud.hub.seen) == Texts{"iphone-voip"});
  CHECK(cloud.devices.seen.empty());
}

TEST_CASE("each of several callees stops ringing for himself") {
  TwoPhones cloud;
  cloud.register_iphone("carols", "carol");
  const json call = cloud.call({"alice", "carol"});
  cloud.hub.seen.clear();
  cloud.control("POST", url(call, "decline"), {{"device", "carols"}});
  CHECK(cloud.hub.seen.empty());
  CHECK(cloud.control("GET", url(call)).body["state"] == "ringing");
  cloud.world.advance(30s);
  CHECK(handles(cloud.hub.seen) == Texts{"iphone-voip", "android-fcm"});
  const json to = cloud.control("GET", url(call)).body["to"];
  CHECK(to[0]["state"] == "missed");
  CHECK(to[1]["state"] == "declined");
}

TEST_CASE("an answered call ends when it is hung up, once") {
  TwoPhones cloud;
  const json call = cloud.call();
  cloud.control("POST", url(call, "answer"), {{"device", "iphone"}});
  CHECK(cloud.control("POST", url(call, "hang-up")).body["state"] == "ended");
  CHECK(cloud.control("POST", url(call, "hang-up")).status == 409);
}

TEST_CASE("control calls about calls refuse what they cannot do") {
  TwoPhones cloud;
  const json call = cloud.call();
  struct Wrong {
    std::string method;
    std::string path;
    json body;
    int status;
    std::string code;
  };
  const std::string stranger =
      "8:acs:11111111-1111-4111-8111-111111111111_00000000-0000-4000-8000-000000000000";
  for (const Wrong& row : std::vector<Wrong>{
           {"GET", "/calls/none", {}, 404, "UnknownCall"},
           {"POST", "/calls/none/answer", {}, 404, "UnknownCall"},
           {"POST", "/calls/none/decline", {}, 404, "UnknownCall"},
           {"POST", "/calls/none/hang-up", {}, 404, "UnknownCall"},
           {"POST", url(call, "answer"), {{"device", "nobodys"}}, 404, "UnknownDevice"},
           {"POST", url(call, "answer"), {{"device", 1}}, 400, "InvalidRequest"},
           {"POST", url(call, "answer"), json::array(), 400, "InvalidJson"},
           {"POST", "/calls", {}, 400, "InvalidRequest"},
           {"POST", "/calls", {{"from", "bob"}}, 400, "InvalidRequest"},
           {"POST", "/calls", {{"to", "alice"}}, 400, "InvalidRequest"},
           {"POST", "/calls", {{"from", 1}, {"to", "alice"}}, 400, "InvalidRequest"},
           {"POST", "/calls", {{"from", "bob"}, {"to", json::array()}}, 400, "InvalidRequest"},
           {"POST", "/calls", {{"from", "bob"}, {"to", {1}}}, 400, "InvalidRequest"},
           {"POST", "/calls", {{"from", "bob"}, {"to", ""}}, 400, "InvalidUser"},
           {"POST", "/calls", {{"from", "bob"}, {"to", stranger}}, 404, "UnknownUser"},
           {"POST", "/calls", {{"from", "bob"}, {"to", "alice"}, {"resource", "no"}}, 404, "UnknownResource"},
           {"POST", "/calls", {{"from", "bob"}, {"to", "alice"}, {"resource", 1}}, 400, "InvalidRequest"},
           {"POST", "/calls", {{"from", "bob"}, {"to", "alice"}, {"video", "yes"}}, 400, "InvalidRequest"},
           {"POST", "/callss", {}, 404, "UnknownPath"}}) {
    INFO(row.method << ' ' << row.path << ' ' << row.body);
    const Reply reply = cloud.control(row.method, row.path, row.body);
    CHECK(reply.status == row.status);
    CHECK(reply.body["error"]["code"] == row.code);
    CHECK(reply.body["error"]["message"].is_string());
  }
  CHECK(cloud.control("DELETE", "/calls").status == 405);
  CHECK(cloud.send(request("POST", "localhost", "/_droppoint/v1/calls", {}, "{")).status == 400);
}

TEST_CASE("the control API is not to be had on the service's own host name or from other parties") {
  ServiceWorld cloud;
  const http::Request real = request("GET", "droppoint-acs.communication.azure.com", "/_droppoint/v1/users");
  CHECK(cloud.send(real).status == 404);
  CHECK(cloud.send(request("GET", "localhost", "/_droppoint/v1/users"), wire::Party::device).status == 404);
  CHECK(cloud.send(request("DELETE", "localhost", "/_device/registrations/phone")).status == 404);
}

TEST_CASE("users are names or ids, and belong to a resource") {
  ServiceWorld cloud;
  cloud.add_resource("other-acs", "22222222-2222-4222-8222-222222222222");
  cloud.call("alice", "bob");
  cloud.call("alice", "bob");
  json users = cloud.control("GET", "/users").body;
  REQUIRE(users.size() == 2);
  CHECK(users[0].size() == 3);
  CHECK(users[1]["name"] == "alice");
  CHECK(users[0]["resource"] == "droppoint-acs");
  const std::string alice = users[1]["id"];
  CHECK(alice.starts_with("8:acs:11111111-1111-4111-8111-111111111111_"));
  CHECK(cloud.call(alice, "bob")["verdict"]["cause"] == "no-registration");
  CHECK(cloud.control("GET", "/users").body.size() == 2);
  // The same name in another resource is another user.
  cloud.control("POST", "/calls", {{"from", "bob"}, {"to", "alice"}, {"resource", "OTHER-acs"}});
  users = cloud.control("GET", "/users").body;
  REQUIRE(users.size() == 4);
  CHECK(users[2]["resource"] == "other-acs");
  const Reply mixed = cloud.control("POST", "/calls", {{"from", alice}, {"to", users[2]["id"]}});
  CHECK(mixed.status == 400);
  CHECK(mixed.body["error"]["code"] == "UserOfAnotherResource");
}

TEST_CASE("reads answer without waiting") {
  TwoPhones cloud;
  const json call = cloud.call();
  for (const std::string& path : {std::string("/users"), std::string("/links/droppoint-acs"), url(call)}) {
    const auto answer = cloud.world.wire.ask(wire::Party::communication_services,
                                             request("GET", "127.0.0.1", "/_droppoint/v1" + path));
    REQUIRE(answer);
    CHECK(answer->status == 200);
  }
}
