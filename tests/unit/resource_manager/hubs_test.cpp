#include <catch2/catch.hpp>

#include "fakes/auth/fixed_keys.hpp"
#include "tests/support/push_certificates.hpp"
#include "tests/unit/resource_manager/management.hpp"

namespace droppoint::fakes::resource_manager {
namespace {

// Credentials that the service takes: of the right form, whether or not a push service knows them.
const std::string kPrivateKey = auth::fixed_apns_signing_key().to_bare_base64();
const std::string kToken =
    R"("apnsCredential":{"properties":{"endpoint":"https://api.push.apple.com:443/3/device","keyId":"KEYID12345",)"
    R"("appName":"com.contoso.app","appId":"TEAMID6789","token":")" +
    kPrivateKey + "\"}}";
const std::string kCertificate =
    R"("apnsCredential":{"properties":{"endpoint":"gateway.push.apple.com","apnsCertificate":")" +
    std::string(test::kCertificate) + R"(","certificateKey":"secret"}})";
constexpr const char* kFcmV1 =
    R"("fcmV1Credential":{"properties":{"clientEmail":"a@b","privateKey":"PEM","projectId":"contoso"}})";
constexpr const char* kGcm = R"("gcmCredential":{"properties":{"googleApiKey":"AIza"}})";

std::string hub_body(const std::string& properties) {
  return R"({"location":"eastus","properties":{)" + properties + "}}";
}

TEST_CASE("a namespace is created, shown, updated and deleted") {
  Management management;
  const Reply created =
      management.put(kNamespace, R"({"location":"eastus","sku":{"name":"standard"},"tags":{"a":"b"}})");
  CHECK(created.status == 201);
  CHECK(created.json["type"] == "Microsoft.NotificationHubs/namespaces");
  CHECK(created.json["sku"]["name"] == "Standard");
  CHECK(created.json["properties"]["serviceBusEndpoint"] == "https://contoso-ns.servicebus.windows.net:443/");
  CHECK(created.json["properties"]["namespaceType"] == "NotificationHub");
  CHECK(created.json["properties"]["provisioningState"] == "Succeeded");
  CHECK(management.get(kNamespace).json == created.json);

  CHECK(management.put(kNamespace, R"({"location":"EastUS"})").status == 200);
  CHECK(management.get(kNamespace).json["sku"]["name"] == "Standard");
  CHECK(management.call("PATCH", kNamespace, R"({"sku":{"name":"Basic"},"tags":{"c":"d"}})").status == 200);
  CHECK(management.world.store.find_namespace("contoso-ns")->sku == resources::Sku::basic);
  CHECK(management.get(kNamespace).json["tags"] == nlohmann::json{{"c", "d"}});

  CHECK(management.call("DELETE", kNamespace).status == 200);
  CHECK(management.call("DELETE", kNamespace).status == 204);
  CHECK(management.get(kNamespace).status == 404);
}

TEST_CASE("a new namespace has a root policy, and no tier is the free one") {
  Management management;
  management.put(kNamespace, R"({"location":"eastus"})");
  const resources::Namespace& made = *management.world.store.find_namespace("contoso-ns");
  CHECK(made.sku == resources::Sku::free);
  REQUIRE(made.policies.size() == 1);
  const resources::Policy& root = made.policies.at("RootManageSharedAccessKey");
  CHECK(root.rights == resources::Rights{.listen = true, .send = true, .manage = true});
  CHECK(root.primary_key.size() == 44);
  CHECK(root.primary_key != root.secondary_key);
}

TEST_CASE("what is wrong with a namespace is said") {
  Management management;
  const auto code = [&](const std::string& name, const std::string& body) {
    const Reply reply = management.put(kNamespaces + "/" + name, body);
    return std::to_string(reply.status) + " " + reply.code();
  };
  CHECK(code("my-ns1", "{}") == "400 InvalidRequestContent");
  CHECK(code("my-ns1", R"({"location":5})") == "400 InvalidRequestContent");
  CHECK(code("my-ns1", R"({"location":"eastus","sku":"Standard"})") == "400 InvalidRequestContent");
  CHECK(code("my-ns1", R"({"location":"eastus","sku":{"name":"Premium"}})") == "400 InvalidSku");
  CHECK(code("my-ns1", R"({"location":"eastus","properties":{"namespaceType":"Messaging"}})") ==
        "400 BadRequest");
  CHECK(code("my-ns1", R"({"location":"eastus","properties":{"networkAcls":{"ipRules":[]}}})") ==
        "501 NotEmulated");
  CHECK(code("1names", R"({"location":"eastus"})") == "400 InvalidResourceName");
  CHECK(code("names_", R"({"location":"eastus"})") == "400 InvalidResourceName");
  CHECK(code("short", R"({"location":"eastus"})") == "400 InvalidResourceName");
  CHECK(code("ends-with-", R"({"location":"eastus"})") == "400 InvalidResourceName");
  CHECK(code("my-ns1", R"({"location":"eastus","properties":{"publicNetworkAccess":"Disabled"}})") ==
        "501 NotEmulated");
  CHECK(code("my-ns1", R"({"location":"eastus","properties":{"zoneRedundancy":"Perhaps"}})") ==
        "400 BadRequest");
  CHECK(management.world.store.namespaces().empty());

  management.put(kNamespace, R"({"location":"eastus"})");
  CHECK(code("contoso-ns", R"({"location":"westus"})") == "409 InvalidResourceLocation");
}

TEST_CASE("names of namespaces and hubs can be asked for") {
  Management management;
  management.make_hub();
  const std::string path =
      "/subscriptions/00000000-0000-0000-0000-000000000000/providers/Microsoft.NotificationHubs/"
      "checkNamespaceAvailability";
  CHECK(management.post(path, R"({"name":"free-name"})").json["isAvailiable"] == true);
  CHECK(management.post(path, R"({"name":"CONTOSO-ns"})").json["isAvailiable"] == false);
  CHECK(management.post(path, R"({"name":"not a name"})").json["isAvailiable"] == false);
  CHECK(management.post(path, "{}").status == 400);
  const std::string hub_path = kNamespace + "/checkNotificationHubAvailability";
  CHECK(management.post(hub_path, R"({"name":"free"})").json["isAvailiable"] == true);
  CHECK(management.post(hub_path, R"({"name":"Calls"})").json["isAvailiable"] == false);
  CHECK(management.post(kNamespaces + "/nope/checkNotificationHubAvailability", R"({"name":"a"})").status ==
        404);
}

TEST_CASE("a new hub has its two policies and no credentials") {
  Management management;
  management.put(kNamespace, R"({"location":"eastus"})");
  const Reply created = management.put(kHub, R"({"location":"eastus","tags":{"a":"b"}})");
  CHECK(created.status == 201);
  CHECK(created.json["type"] == "Microsoft.NotificationHubs/namespaces/notificationHubs");
  CHECK(created.json["properties"] == nlohmann::json{{"name", "calls"},
                                                     {"registrationTtl", "10675199.02:48:05.4775807"},
                                                     {"dailyMaxActiveDevices", 0}});
  const auto& policies = management.hub().policies;
  REQUIRE(policies.size() == 2);
  CHECK(policies.at("DefaultListenSharedAccessSignature").rights == resources::Rights{.listen = true});
  CHECK(policies.at("DefaultFullSharedAccessSignature").rights ==
        resources::Rights{.listen = true, .send = true, .manage = true});
  CHECK_FALSE(management.hub().apns.has_value());
  CHECK(management.get(kHub).json == created.json);
  CHECK(management.get(kNamespace + "/notificationHubs").json["value"].size() == 1);
  CHECK(management.get(kNamespaces).json["value"][0]["name"] == "contoso-ns");
}

TEST_CASE("credentials are set, kept from GET, and shown by pnsCredentials") {
  Management management;
  management.make_hub();
  const std::string key = management.hub().policies.at("DefaultFullSharedAccessSignature").primary_key;
  const Reply put = management.put(kHub, hub_body(kToken + "," + kFcmV1 + "," + kGcm));
  CHECK(put.status == 200);
  CHECK(put.text.find(kPrivateKey) == std::string::npos);
  CHECK(management.get(kHub).text.find("PEM") == std::string::npos);
  CHECK(management.hub().policies.at("DefaultFullSharedAccessSignature").primary_key == key);

  const resources::Hub& hub = management.hub();
  REQUIRE(hub.apns.has_value());
  CHECK(hub.apns->mode == resources::ApnsCredential::Mode::token);
  CHECK(hub.apns->topic == "com.contoso.app");
  CHECK(hub.apns->team_id == "TEAMID6789");
  CHECK(hub.apns->key_id == "KEYID12345");
  CHECK(hub.apns->token == kPrivateKey);
  CHECK(hub.fcm_v1->project_id == "contoso");
  CHECK(hub.gcm->api_key == "AIza");

  const Reply shown = management.post(kHub + "/pnsCredentials");
  CHECK(shown.status == 200);
  CHECK(shown.json["type"] == "Microsoft.NotificationHubs/namespaces/notificationHubs/pnsCredentials");
  CHECK(shown.json["properties"]["apnsCredential"]["properties"] ==
        nlohmann::json{{"endpoint", "https://api.push.apple.com:443/3/device"},
                       {"keyId", "KEYID12345"},
                       {"appName", "com.contoso.app"},
                       {"appId", "TEAMID6789"},
                       {"token", kPrivateKey}});
  CHECK(shown.json["properties"]["fcmV1Credential"]["properties"]["clientEmail"] == "a@b");
  CHECK(shown.json["properties"]["gcmCredential"]["properties"]["googleApiKey"] == "AIza");
  CHECK(management.post(kNamespace + "/pnsCredentials").json["properties"] == nlohmann::json::object());
}

TEST_CASE("PATCH keeps what it does not name, PUT does not") {
  Management management;
  management.make_hub();
  management.put(kHub, hub_body(kToken));
  CHECK(management.call("PATCH", kHub, R"({"properties":{)" + std::string(kFcmV1) + "}}").status == 200);
  CHECK(management.hub().apns.has_value());
  CHECK(management.hub().fcm_v1.has_value());

  management.call("PATCH", kHub, R"({"properties":{"apnsCredential":null}})");
  CHECK_FALSE(management.hub().apns.has_value());
  CHECK(management.hub().fcm_v1.has_value());

  management.put(kHub, hub_body(kToken));
  CHECK(management.hub().apns.has_value());
  CHECK_FALSE(management.hub().fcm_v1.has_value());
  CHECK(management.hub().policies.size() == 2);
}

TEST_CASE("a certificate is certificate mode") {
  Management management;
  management.make_hub();
  CHECK(management.put(kHub, hub_body(kCertificate)).status == 200);
  CHECK(management.hub().apns->mode == resources::ApnsCredential::Mode::certificate);
  CHECK(management.hub().apns->certificate == test::kCertificate);
  CHECK(management.hub().apns->thumbprint == test::kCertificateThumbprint);
  // The bundle id is the certificate's own.
  CHECK(management.hub().apns->topic == "com.contoso.app");
  // Tools write empty texts for the mode that is not used.
  const std::string padded =
      R"("apnsCredential":{"properties":{"endpoint":"https://api.sandbox.push.apple.com:443/3/device",)"
      R"("keyId":"KEYID12345","appName":"a","appId":"TEAMID6789","apnsCertificate":"","certificateKey":null,)"
      R"("token":")" +
      kPrivateKey + "\"}}";
  CHECK(management.put(kHub, hub_body(padded)).status == 200);
  CHECK(management.hub().apns->mode == resources::ApnsCredential::Mode::token);
}

TEST_CASE("credentials of services that are not emulated are kept as they are") {
  Management management;
  management.make_hub();
  const std::string wns =
      R"("wnsCredential":{"properties":{"packageSid":"ms-app://x","secretKey":"s","windowsLiveEndpoint":"https://l"}})";
  CHECK(management.put(kHub, hub_body(wns)).status == 200);
  CHECK(management.hub().other_credentials.contains("wnsCredential"));
  CHECK(management.post(kHub + "/pnsCredentials")
            .json["properties"]["wnsCredential"]["properties"]["packageSid"] == "ms-app://x");
  management.call("PATCH", kHub, R"({"properties":{"wnsCredential":null}})");
  CHECK(management.hub().other_credentials.empty());
}

TEST_CASE("credentials that cannot be used are refused, and the hub stays as it was") {
  Management management;
  management.make_hub();
  management.put(kHub, hub_body(kGcm));
  for (const std::string& properties :
       {std::string(R"("apnsCredential":{"properties":{}})"), std::string(R"("apnsCredential":"x")"),
        std::string(
            R"("apnsCredential":{"properties":{"endpoint":"https://api.push.apple.com:443/3/device"}})"),
        std::string(
            R"("apnsCredential":{"properties":{"endpoint":"https://example.com","keyId":"K","appName":"a",)"
            R"("appId":"T","token":"t"}})"),
        std::string(
            R"("apnsCredential":{"properties":{"endpoint":"api.push.apple.com","keyId":"K","appName":"a",)"
            R"("appId":"T","token":"t","apnsCertificate":"MIIC"}})"),
        std::string(
            R"("apnsCredential":{"properties":{"endpoint":"api.push.apple.com","keyId":"K","token":"t"}})"),
        std::string(R"("fcmV1Credential":{"properties":{"clientEmail":"a","projectId":"p"}})"),
        std::string(R"("gcmCredential":{"properties":{"googleApiKey":7}})")}) {
    INFO(properties);
    CHECK(management.put(kHub, hub_body(properties)).status == 400);
    CHECK(management.call("PATCH", kHub, hub_body(properties)).status == 400);
    CHECK(management.hub().gcm.has_value());
    CHECK_FALSE(management.hub().apns.has_value());
  }
  CHECK(management.put(kNamespace + "/notificationHubs/1abc", "{}").code() == "InvalidResourceName");
  CHECK(management.put(kNamespaces + "/nope/notificationHubs/a", "{}").code() == "ResourceNotFound");
}

TEST_CASE("deleting a hub or its namespace takes the metrics with it") {
  Management management;
  management.make_hub();
  auto& metrics = management.world.metrics;
  const auto count = [&] { metrics.count(kHub, "incoming", test::kStart); };
  count();
  CHECK(management.call("DELETE", kHub).status == 200);
  CHECK(metrics.total(kHub, "incoming") == 0);
  CHECK(management.call("DELETE", kHub).status == 204);
  management.api_version = "2017-04-01";
  CHECK(management.call("DELETE", kHub).status == 404);

  management.make_hub();
  count();
  management.call("DELETE", kNamespace);
  CHECK(metrics.total(kHub, "incoming") == 0);
}

TEST_CASE("before 2023 Notification Hubs wrote its refusals without an envelope") {
  Management management;
  management.api_version = "2017-04-01";
  const Reply old = management.put(kNamespace, R"({"location":"eastus","sku":{"name":"Premium"}})");
  CHECK(old.status == 400);
  CHECK(old.json["code"] == "InvalidSku");
  CHECK_FALSE(old.json.contains("error"));
  // What Azure's front end says keeps its form, and so does the other provider.
  CHECK(management.get(kNamespace).code() == "ResourceNotFound");
  CHECK(management.put(kCommunication + "/acs1", "{}").code() == "InvalidRequestContent");
}

TEST_CASE("a hub that localhost cannot tell from another service is made, and that is said") {
  Management management;
  management.make_hub();
  const auto hidden = [&](const std::string& name) {
    CHECK(management.put(kNamespace + "/notificationHubs/" + name, R"({"location":"eastus"})").status == 201);
    const auto trace = management.world.journal.trace(management.world.last_trace);
    for (const auto& event : trace.value().events)
      if (event.kind == "hub-by-host-name-only") return true;
    return false;
  };
  CHECK(hidden("chat"));
  CHECK(hidden("Token"));
  CHECK_FALSE(hidden("chats"));
  CHECK_FALSE(hidden("my.hub_1-2"));
}

}  // namespace
}  // namespace droppoint::fakes::resource_manager
