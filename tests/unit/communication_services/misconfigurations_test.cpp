#include <catch2/catch.hpp>

#include "fakes/auth/sas.hpp"
#include "tests/unit/communication_services/service_world.hpp"

using namespace droppoint;
using namespace droppoint::fakes;
using namespace droppoint::test;

// The seven misconfigurations from this side: what is found without asking the hub, and what the
// hub's answer is taken for.

namespace {

const std::string kRealHost = "droppoint-ns.servicebus.windows.net";

struct LinkCase {
  std::string what;
  std::string connection_string;
  std::string resource_id;
  std::string cause;
};

void check_without_hop(const LinkCase& row) {
  INFO(row.what);
  ServiceWorld cloud;
  cloud.add_hub("droppoint-ns", "second");
  cloud.add_hub("other-ns", "third");
  cloud.register_iphone("phone", "alice");
  cloud.link(row.connection_string, row.resource_id);
  const json verdict = cloud.call()["verdict"];
  CHECK(verdict["cause"] == row.cause);
  CHECK(verdict["drop_point"] == 1);
  CHECK(verdict["underlying_cause"].is_null());
  CHECK(cloud.hub.seen.empty());
}

ServiceWorld& linked(ServiceWorld& cloud) {
  cloud.register_iphone("phone", "alice");
  cloud.link_hub();
  return cloud;
}

}  // namespace

TEST_CASE("not linked: no hop") {
  ServiceWorld cloud;
  cloud.register_iphone("phone", "alice");
  const json verdict = cloud.call()["verdict"];
  CHECK(verdict["state"] == "dropped");
  CHECK(verdict["cause"] == "hub-not-linked");
  CHECK(verdict["remedy"].is_string());
  CHECK(verdict["document"].is_string());
  CHECK(cloud.hub.seen.empty());
}

TEST_CASE("an unusable connection string: no hop") {
  const std::string id = ServiceWorld::hub_id("droppoint-ns", "droppoint-hub");
  const std::string endpoint = "Endpoint=sb://" + kRealHost + "/;";
  const std::string cause = "invalid-connection-string";
  for (const LinkCase& row : std::vector<LinkCase>{
           {"garbage", "garbage", id, cause},
           {"empty", "", id, cause},
           {"no policy, as in the published example", endpoint + "SharedAccessKey=abc", id, cause},
           {"no key", endpoint + "SharedAccessKeyName=acs-send", id, cause},
           {"no endpoint", "SharedAccessKeyName=acs-send;SharedAccessKey=abc", id, cause},
           {"a host that is no namespace's",
            ServiceWorld::string_of("example.com", "acs-send", "key-droppoint-hub"), id, cause},
           {"both wrong: the string is looked at first", "garbage", "garbage", cause}}) {
    check_without_hop(row);
  }
}

TEST_CASE("an unusable resourceId: no hop") {
  const std::string real = ServiceWorld::string_of(kRealHost, "acs-send", "key-droppoint-hub");
  const std::string local = ServiceWorld::string_of("127.0.0.1:10600", "acs-send", "key-droppoint-hub");
  const std::string id = ServiceWorld::hub_id("droppoint-ns", "droppoint-hub");
  const std::string cause = "invalid-resource-id";
  for (const LinkCase& row : std::vector<LinkCase>{
           {"malformed", real, "droppoint-hub", cause},
           {"empty", real, "", cause},
           {"of another type", real,
            "/subscriptions/s/resourceGroups/g/providers/Microsoft.Communication/CommunicationServices/a",
            cause},
           {"a namespace, no hub", real, id.substr(0, id.rfind("/notificationHubs")), cause},
           {"of another namespace", real, ServiceWorld::hub_id("other-ns", "third"), cause},
           {"of another hub than the string's", real + ";EntityPath=second", id, cause},
           {"localhost: the key is another hub's", local, ServiceWorld::hub_id("droppoint-ns", "second"),
            cause},
           {"localhost: the key is a hub's of another namespace", local,
            ServiceWorld::hub_id("other-ns", "third"), cause},
           {"localhost: the key is another namespace's",
            ServiceWorld::string_of("localhost:10600", "Root", "root-droppoint-ns"),
            ServiceWorld::hub_id("other-ns", "third"), cause}}) {
    check_without_hop(row);
  }
}

TEST_CASE("a string on localhost leads to the namespace of resourceId, by its real host name") {
  for (const std::string host :
       {"127.0.0.1:10600", "localhost", "[::1]:10600", "droppoint-ns.localhost:10600"}) {
    INFO(host);
    ServiceWorld cloud;
    cloud.register_iphone("phone", "alice");
    cloud.link(ServiceWorld::string_of(host, "acs-send", "key-droppoint-hub"),
               ServiceWorld::hub_id("droppoint-ns", "droppoint-hub"));
    CHECK(cloud.call()["verdict"]["state"] == "delivered");
    REQUIRE(cloud.hub.seen.size() == 1);
    CHECK(cloud.hub.seen[0].authority == kRealHost);
  }
}

TEST_CASE("a string on an allowed host name leads there too") {
  acs::Options options;
  options.local_hosts = {"emulator.ci"};
  ServiceWorld cloud(options);
  cloud.register_iphone("phone", "alice");
  cloud.link(ServiceWorld::string_of("Emulator.ci:10600", "acs-send", "key-droppoint-hub"),
             ServiceWorld::hub_id("droppoint-ns", "droppoint-hub"));
  CHECK(cloud.call()["verdict"]["state"] == "delivered");
}

TEST_CASE("a localhost string whose key fits nothing is for the hub to refuse") {
  for (const char* gone : {"a key that never was", "the hub is gone"}) {
    INFO(gone);
    ServiceWorld cloud;
    cloud.add_hub("droppoint-ns", "second");
    cloud.register_iphone("phone", "alice");
    const bool hub_gone = std::string(gone) == "the hub is gone";
    cloud.link(ServiceWorld::string_of("127.0.0.1:10600", hub_gone ? "Root" : "acs-send",
                                       hub_gone ? "root-droppoint-ns" : "never"),
               ServiceWorld::hub_id("droppoint-ns", "droppoint-hub"));
    if (hub_gone) cloud.world.store.find_namespace("droppoint-ns")->hubs.erase("droppoint-hub");
    cloud.hub.refuse(hub_gone ? 404 : 401);
    CHECK(cloud.cause_of_call() == (hub_gone ? "hub-does-not-exist" : "invalid-connection-string"));
    CHECK(cloud.hub.seen.size() == 1);
  }
}

TEST_CASE("what the hub found is the cause, whatever the status") {
  for (const std::string cause :
       {"hub-not-configured", "apns-certificate-mode", "no-send-permission", "invalid-connection-string",
        "connection-string-regenerated", "hub-does-not-exist", "hub-quota-exceeded", "payload-too-large"}) {
    ServiceWorld cloud;
    linked(cloud).hub.refuse(400, cause);
    const json verdict = cloud.call()["verdict"];
    CHECK(verdict["cause"] == cause);
    CHECK(verdict["detail"] == "as told");
    CHECK(cloud.hub.seen.size() == 1);
  }
}

TEST_CASE("an answer without a finding is read by its status") {
  struct StatusCase {
    int status;
    http::Headers headers;
    std::string cause;
  };
  for (const StatusCase& row : std::vector<StatusCase>{{400, {}, "hub-not-configured"},
                                                       {401, {}, "invalid-connection-string"},
                                                       {403, {}, "no-send-permission"},
                                                       {403, {{"retry-after", "5"}}, "hub-quota-exceeded"},
                                                       {404, {}, "hub-does-not-exist"},
                                                       {413, {}, "payload-too-large"},
                                                       {429, {{"Retry-After", "5"}}, "hub-throttled"},
                                                       {429, {}, "hub-throttled"},
                                                       {500, {}, "hub-unreachable"},
                                                       {503, {}, "hub-unreachable"},
                                                       {200, {}, "hub-unreachable"}}) {
    INFO(row.status);
    ServiceWorld cloud;
    linked(cloud).hub.refuse(row.status, {}, row.headers);
    CHECK(cloud.cause_of_call() == row.cause);
  }
}

TEST_CASE("no answer: the namespace is gone, or the hub cannot be reached") {
  ServiceWorld cloud;
  linked(cloud).hub.refuse(tl::unexpected<wire::Break>(wire::Break::refused));
  CHECK(cloud.cause_of_call() == "hub-unreachable");
  cloud.world.store.namespaces().erase("droppoint-ns");
  CHECK(cloud.cause_of_call() == "hub-does-not-exist");
  CHECK(cloud.hub.seen.size() == 2);
}

TEST_CASE("a request that is lost on its way is given up after the time-out") {
  ServiceWorld cloud;
  linked(cloud);
  cloud.world.wire.faults().add({.match = {.to = wire::Party::notification_hubs}, .effect = wire::Drop{}},
                                cloud.world.scheduler.now());
  const json call = cloud.call();
  CHECK(call["verdict"]["state"] == "pending");
  cloud.world.advance(30s);
  const auto notifications = cloud.notifications(call);
  CHECK(notifications.at(0).verdict.cause == "hub-unreachable");
}

TEST_CASE("a policy with more than Send works, with a warning") {
  ServiceWorld cloud;
  cloud.register_iphone("phone", "alice");
  cloud.link(ServiceWorld::string_of(kRealHost, "Root", "root-droppoint-ns"),
             ServiceWorld::hub_id("droppoint-ns", "droppoint-hub"));
  const json call = cloud.call();
  CHECK(call["verdict"]["state"] == "delivered");
  CHECK(cloud.warnings(call) == std::vector<std::string>{"policy-wider-than-send"});

  ServiceWorld narrow;
  CHECK(linked(narrow).warnings(narrow.call()).empty());
}

TEST_CASE("one platform may fall while the other arrives") {
  ServiceWorld cloud;
  linked(cloud).register_android("android", "alice");
  const json before = cloud.call();
  CHECK(cloud.notifications(before).size() == 2);
  cloud.world.wire.faults().add({.match = {.to = wire::Party::notification_hubs,
                                           .headers = {{"ServiceBusNotification-Format", "apple"}}},
                                 .effect = wire::Respond{.status = 400}},
                                cloud.world.scheduler.now());
  const json call = cloud.call();
  CHECK(call["verdict"]["by"] == "fcm");
  const auto notifications = cloud.notifications(call);
  CHECK(notifications.at(0).verdict.cause == "hub-not-configured");
  CHECK(notifications.at(1).verdict == wire::Verdict::delivered("fcm"));
}

TEST_CASE("the hub is asked as the service asks it, signed by the linked policy") {
  ServiceWorld cloud;
  linked(cloud);
  cloud.call();
  REQUIRE(cloud.hub.seen.size() == 1);
  const http::Request& sent = cloud.hub.seen[0];
  CHECK(sent.method == "POST");
  CHECK(sent.authority == kRealHost);
  CHECK(sent.target == "/droppoint-hub/messages/?direct&api-version=2015-01");
  CHECK(sent.headers.get("Content-Type") == "application/json; charset=utf-8");
  CHECK(sent.headers.get("ServiceBusNotification-Format") == "apple");
  CHECK(sent.headers.get("ServiceBusNotification-DeviceHandle") == "phone-voip");
  CHECK(sent.headers.get("ServiceBusNotification-Apns-Push-Type") == "voip");
  CHECK(sent.headers.get("apns-priority") == "10");
  CHECK(sent.headers.get("apns-expiration") == "1767225630");
  const auto sas = auth::parse_sas(sent.headers.get("Authorization").value_or(""));
  REQUIRE(sas);
  CHECK(sas->policy == "acs-send");
  const auth::HmacKey key("key-droppoint-hub");
  CHECK_FALSE(auth::verify_sas(*sas, key, key, {sent.authority, sent.target, cloud.world.scheduler.now()}));
}
