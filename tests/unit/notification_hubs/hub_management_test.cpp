#include <catch2/catch.hpp>

#include "fakes/auth/fixed_keys.hpp"
#include "fakes/resources/policies.hpp"
#include "tests/support/push_certificates.hpp"
#include "tests/unit/notification_hubs/hub_world.hpp"

// What NamespaceManager of the .NET and Java clients does. The expected answers are in the form of those that
// are recorded in https://github.com/Azure/azure-notificationhubs-dotnet (MockData).

namespace droppoint::test {
namespace {

constexpr std::string_view kVersion = "?api-version=2017-04";

struct ManagedWorld : HubWorld {
  ManagedWorld() {
    add_policy(name_space().policies, "root", {.listen = true, .send = true, .manage = true}, kKey);
  }

  http::Response manage(std::string method, std::string target, std::string body = {},
                        http::Headers more = {}, std::string_view policy = "root") {
    http::Headers headers{{"Authorization", sas(policy, kKey, "https://contoso.servicebus.windows.net/")},
                          {"Content-Type", "application/atom+xml;type=entry;charset=utf-8"}};
    for (const auto& [name, value] : more) headers.add(name, value);
    return ask(request(std::move(method), std::string(kHost), std::move(target), std::move(headers),
                       std::move(body)));
  }
  http::Response create(const std::string& name, std::string_view content = "") {
    return manage("PUT", "/" + name + std::string(kVersion), entry(content));
  }
  http::Response update(const std::string& name, std::string_view content) {
    return manage("PUT", "/" + name + std::string(kVersion), entry(content), {{"If-Match", "*"}});
  }
  // As the .NET client writes it.
  static std::string entry(std::string_view content) {
    return R"(<?xml version="1.0" encoding="utf-8"?><entry xmlns = "http://www.w3.org/2005/Atom"><content type = "application/xml">)"
           R"(<NotificationHubDescription xmlns:i="http://www.w3.org/2001/XMLSchema-instance" xmlns="http://schemas.microsoft.com/netservices/2010/10/servicebus/connect">)" +
           std::string(content) + "</NotificationHubDescription></content></entry>";
  }
};

std::string property(std::string_view name, std::string_view value) {
  return "<Property><Name>" + std::string(name) + "</Name><Value>" + std::string(value) +
         "</Value></Property>";
}
std::string credential(std::string_view kind, const std::string& properties) {
  const std::string name(kind);
  return "<" + name + "><Properties>" + properties + "</Properties></" + name + ">";
}

std::string rule_xml(std::string_view name, std::string_view rights, const resources::Policy& policy) {
  return R"(<AuthorizationRule i:type="SharedAccessAuthorizationRule"><ClaimType>SharedAccessKey</ClaimType>)"
         "<ClaimValue>None</ClaimValue><Rights>" +
         std::string(rights) +
         "</Rights><CreatedTime>2026-01-01T00:00:00Z</CreatedTime><ModifiedTime>2026-01-01T00:00:00Z"
         "</ModifiedTime><KeyName>" +
         std::string(name) + "</KeyName><PrimaryKey>" + policy.primary_key + "</PrimaryKey><SecondaryKey>" +
         policy.secondary_key + "</SecondaryKey></AuthorizationRule>";
}

// The entry of a new hub; `counts` as an entry that was read has them.
std::string expected_entry(const resources::Hub& hub, std::string_view counts = "", bool published = true) {
  const std::string self = "https://contoso.servicebus.windows.net/" + hub.name + std::string(kVersion);
  return R"(<entry xmlns="http://www.w3.org/2005/Atom"><id>)" + self + R"(</id><title type="text">)" +
         hub.name + "</title>" + (published ? "<published>2026-01-01T00:00:00Z</published>" : "") +
         "<updated>2026-01-01T00:00:00Z</updated><author><name>contoso</name></author>"
         R"(<link rel="self" href=")" +
         self +
         R"("/><content type="application/xml"><NotificationHubDescription )"
         R"(xmlns="http://schemas.microsoft.com/netservices/2010/10/servicebus/connect" )"
         R"(xmlns:i="http://www.w3.org/2001/XMLSchema-instance">)"
         "<RegistrationTtl>P10675199DT2H48M5.4775807S</RegistrationTtl><AuthorizationRules>" +
         rule_xml("DefaultListenSharedAccessSignature", "<AccessRights>Listen</AccessRights>",
                  hub.policies.at("DefaultListenSharedAccessSignature")) +
         rule_xml("DefaultFullSharedAccessSignature",
                  "<AccessRights>Listen</AccessRights><AccessRights>Manage</AccessRights>"
                  "<AccessRights>Send</AccessRights>",
                  hub.policies.at("DefaultFullSharedAccessSignature")) +
         "</AuthorizationRules>" + std::string(counts) + "</NotificationHubDescription></content></entry>";
}

}  // namespace

TEST_CASE("a hub is created, read, updated and deleted in the recorded form") {
  ManagedWorld world;
  const http::Response created = world.create("made");
  CHECK(created.status == 201);
  CHECK(header(created, "Content-Type") == "application/atom+xml; type=entry; charset=utf-8");
  const resources::Hub& hub = *world.store.find_hub("contoso", "made");
  CHECK(body_of(created) == expected_entry(hub));

  const http::Response read = world.manage("GET", "/made" + std::string(kVersion));
  CHECK(read.status == 200);
  CHECK(body_of(read) == expected_entry(hub,
                                        "<DailyOperations>0</DailyOperations><DailyPushes>0</DailyPushes>"
                                        "<DailyApiCalls>1</DailyApiCalls>"));
  const http::Response updated = world.update("made", "");
  CHECK(updated.status == 200);
  CHECK(body_of(updated) == expected_entry(hub, "", false));

  const http::Response conflict = world.create("made");
  CHECK(conflict.status == 409);
  CHECK(contains(body_of(conflict), "<Error><Code>409</Code><Detail>SubCode=40900. Conflict.TrackingId:"));

  const http::Response deleted = world.manage("DELETE", "/made" + std::string(kVersion));
  CHECK(deleted.status == 200);
  CHECK(body_of(deleted).empty());
  CHECK(world.store.find_hub("contoso", "made") == nullptr);
}

TEST_CASE("who reads a hub that is not there gets a list of nothing, and who deletes it 404") {
  ManagedWorld world;
  const http::Response read = world.manage("GET", "/gone" + std::string(kVersion));
  CHECK(read.status == 200);
  CHECK(header(read, "Content-Type") == "application/atom+xml; type=feed; charset=utf-8");
  CHECK(body_of(read).starts_with(
      R"(<feed xmlns="http://www.w3.org/2005/Atom"><title type="text">Publicly Listed Services</title>)"));
  CHECK(contains(body_of(read),
                 "<updated>2026-01-01T00:00:00Z</updated><generator>Service Bus 1.1</generator></feed>"));
  for (const http::Response& answer :
       {world.manage("DELETE", "/gone" + std::string(kVersion)), world.update("gone", "")}) {
    CHECK(answer.status == 404);
    CHECK(contains(body_of(answer), "No service is hosted at the specified address."));
  }
}

TEST_CASE("the hubs of a namespace are listed in the form of a real feed") {
  ManagedWorld world;
  world.name_space().hubs.clear();
  world.create("b-hub");
  world.create("a-hub");
  const std::string target = "/$Resources/NotificationHubs/?$skip=0&$top=2147483647&api-version=2014-09";
  const http::Response list = world.manage("GET", target);
  CHECK(list.status == 200);
  CHECK(header(list, "Content-Type") == "application/atom+xml; type=feed; charset=utf-8");
  const std::string self =
      "https://contoso.servicebus.windows.net/$Resources/NotificationHubs/?$skip=0&amp;$top=2147483647&amp;"
      "api-version=2014-09";
  const std::string body = body_of(list);
  CHECK(body.starts_with(
      R"(<feed xmlns="http://www.w3.org/2005/Atom"><title type="text">NotificationHubs</title><id>)" + self +
      R"(</id><updated>2026-01-01T00:00:00Z</updated><link rel="self" href=")" + self +
      R"("/><entry xml:base=")" + self +
      R"("><id>https://contoso.servicebus.windows.net/a-hub?api-version=2014-09</id>)"));
  CHECK(contains(body, R"(<link rel="self" href="../../b-hub?api-version=2014-09"/>)"));
  const auto entries = [&](const std::string& query) {
    const std::string feed =
        body_of(world.manage("GET", "/$Resources/NotificationHubs?api-version=2014-09" + query));
    std::size_t count = 0;
    for (std::size_t at = feed.find("<entry"); at != std::string::npos; at = feed.find("<entry", at + 1))
      ++count;
    return count;
  };
  CHECK(entries("") == 2);
  CHECK(entries("&$skip=1") == 1);
  CHECK(entries("&$top=1") == 1);
  CHECK(entries("&$skip=9") == 0);
  CHECK(world.manage("GET", "/$Resources/NotificationHubs?$top=many").status == 400);
}

TEST_CASE("a hub is managed with Manage only, of the hub or of the namespace") {
  ManagedWorld world;
  const std::string target = "/hub1" + std::string(kVersion);
  CHECK(world.manage("GET", target, "", {}, "full").status == 200);
  CHECK(world.manage("GET", target, "", {}, "root").status == 200);
  const http::Response refused = world.manage("GET", target, "", {}, "listen");
  CHECK(refused.status == 401);
  CHECK(contains(body_of(refused), "Manage claim is required for this operation."));
  CHECK(world.manage("GET", "/hub1?api-version=2020-06", "", {}, "acs-send").status == 403);
  // A hub's policy knows nothing of another hub.
  const http::Response other =
      world.manage("PUT", "/made" + std::string(kVersion), ManagedWorld::entry(""), {}, "full");
  CHECK(other.status == 401);
  CHECK(contains(body_of(other), "InvalidSignature"));
  CHECK(world.ask(request("GET", std::string(kHost), target)).status == 401);
  CHECK(world.store.find_hub("contoso", "made") == nullptr);
}

TEST_CASE("on localhost the signature tells in which namespace a hub is made") {
  ManagedWorld world;
  world.add_hub("fabrikam", "hub1", kOtherKey);
  HubWorld::add_policy(world.store.find_namespace("fabrikam")->policies, "root",
                       {.listen = true, .send = true, .manage = true}, kOtherKey);
  const auto create = [&](std::string_view key) {
    return world.ask(request("PUT", "127.0.0.1:10600", "/made" + std::string(kVersion),
                             {{"Authorization", world.sas("root", key, "https://127.0.0.1:10600/")}},
                             ManagedWorld::entry("")));
  };
  const http::Response made = create(kOtherKey);
  CHECK(made.status == 201);
  CHECK(contains(body_of(made), "<id>http://127.0.0.1:10600/made?api-version=2017-04</id>"));
  CHECK(contains(body_of(made), "<author><name>fabrikam</name></author>"));
  CHECK(world.store.find_hub("fabrikam", "made") != nullptr);
  CHECK(world.store.find_hub("contoso", "made") == nullptr);
  CHECK(create("bm9ib2R5cy1rZXktbm9ib2R5cy1rZXktbm9ib2R5ISE=").status == 401);
}

TEST_CASE("a description's credentials are the hub's, as the Java and .NET clients write them") {
  ManagedWorld world;
  const std::string token = auth::fixed_apns_signing_key().to_bare_base64();
  const std::string content =
      credential("ApnsCredential", property("Endpoint", "https://api.push.apple.com:443/3/device") +
                                       property("Token", token) + property("KeyId", "KEYID12345") +
                                       property("AppName", "com.contoso.app") +
                                       property("AppId", "TEAMID6789")) +
      "<RegistrationTtl>P90D</RegistrationTtl>" +
      credential("WnsCredential", property("PackageSid", "ms-app://s") + property("SecretKey", "k")) +
      credential("GcmCredential", property("googleapikey", "key & more")) +
      credential("FcmV1Credential", property("ClientEmail", "a@b") + property("PrivateKey", "PEM") +
                                        property("ProjectId", "contoso")) +
      credential("AdmCredential", property("ClientId", "i") + property("ClientSecret", "s"));
  const http::Response made = world.create("made", content);
  REQUIRE(made.status == 201);
  const resources::Hub& hub = *world.store.find_hub("contoso", "made");
  CHECK(hub.apns->mode == resources::ApnsCredential::Mode::token);
  CHECK(hub.apns->topic == "com.contoso.app");
  CHECK(hub.gcm->api_key == "key & more");
  CHECK(hub.fcm_v1->project_id == "contoso");
  CHECK(hub.other_credentials.at("wnsCredential") == R"({"packageSid":"ms-app://s","secretKey":"k"})");
  CHECK(hub.registration_ttl == sim::Duration(std::chrono::hours(90 * 24)));
  const std::string xml = body_of(made);
  CHECK(contains(xml, "<RegistrationTtl>P90D</RegistrationTtl>"));
  CHECK(contains(xml, "<Name>GoogleApiKey</Name><Value>key &amp; more</Value>"));
  // In the order of the client's contract: FCM v1 behind GCM.
  CHECK(xml.find("<GcmCredential>") < xml.find("<FcmV1Credential>"));
  CHECK(xml.find("<ApnsCredential>") < xml.find("<RegistrationTtl>"));

  // What an update does not name goes.
  CHECK(world.update("made", credential("GcmCredential", property("GoogleApiKey", "other"))).status == 200);
  CHECK_FALSE(hub.apns.has_value());
  CHECK(hub.other_credentials.empty());
  CHECK_FALSE(hub.registration_ttl.has_value());
}

TEST_CASE("a certificate makes a hub of certificate mode") {
  ManagedWorld world;
  CHECK(world
            .create("made", credential("ApnsCredential", property("ApnsCertificate", kCertificate) +
                                                             property("CertificateKey", "secret")))
            .status == 201);
  const resources::Hub& hub = *world.store.find_hub("contoso", "made");
  CHECK(hub.apns->mode == resources::ApnsCredential::Mode::certificate);
  CHECK(hub.apns->endpoint == "gateway.push.apple.com");
  CHECK(hub.apns->topic == "com.contoso.app");
}

TEST_CASE("a description's rules replace the hub's, and keep the keys that they do not give") {
  ManagedWorld world;
  world.create("made");
  resources::Hub& hub = *world.store.find_hub("contoso", "made");
  const std::string kept = hub.policies.at("DefaultFullSharedAccessSignature").primary_key;
  const auto rule = [](std::string_view name, std::string_view rights, std::string_view key) {
    return "<AuthorizationRule i:type=\"SharedAccessAuthorizationRule\"><Rights>" + std::string(rights) +
           "</Rights><KeyName>" + std::string(name) + "</KeyName>" +
           (key.empty() ? "" : "<PrimaryKey>" + std::string(key) + "</PrimaryKey>") + "</AuthorizationRule>";
  };
  const std::string all =
      "<AccessRights>Listen</AccessRights><AccessRights>Send</AccessRights><AccessRights>Manage</"
      "AccessRights>";
  CHECK(world
            .update("made", "<AuthorizationRules>" + rule("DefaultFullSharedAccessSignature", all, "") +
                                rule("sender", "<AccessRights>Send</AccessRights>", kKey) +
                                "</AuthorizationRules>")
            .status == 200);
  REQUIRE(hub.policies.size() == 2);
  CHECK(hub.policies.at("DefaultFullSharedAccessSignature").primary_key == kept);
  CHECK(hub.policies.at("sender").primary_key == kKey);
  CHECK(hub.policies.at("sender").rights == resources::Rights{.send = true});
  for (const std::string& wrong :
       {rule("", all, ""), rule("a", "", ""), rule("a", "<AccessRights>Manage</AccessRights>", ""),
        rule("a", "<AccessRights>Fly</AccessRights>", ""),
        rule("a", "<AccessRights>Send</AccessRights>", "short")})
    CHECK(world.update("made", "<AuthorizationRules>" + wrong + "</AuthorizationRules>").status == 400);
  CHECK(hub.policies.size() == 2);
}

TEST_CASE("descriptions that make no sense are refused, and nothing is made") {
  ManagedWorld world;
  const auto refused = [&](const std::string& body) {
    const http::Response answer = world.manage("PUT", "/made" + std::string(kVersion), body);
    CHECK(world.store.find_hub("contoso", "made") == nullptr);
    return std::to_string(answer.status) + " " +
           body_of(answer).substr(0, body_of(answer).find(".TrackingId"));
  };
  const std::string start = "400 <Error><Code>400</Code><Detail>SubCode=40000. ";
  CHECK(refused("") == start + "The body is no XML document.");
  CHECK(refused("<entry") == start + "The body is no XML document.");
  CHECK(refused("<entry/>") == start + "The body has no NotificationHubDescription.");
  const auto described = [&](std::string_view content) { return refused(ManagedWorld::entry(content)); };
  CHECK(described("<RegistrationTtl>soon</RegistrationTtl>").starts_with(start + "Not usable: "));
  CHECK(described("<RegistrationTtl>PT1H</RegistrationTtl>").starts_with(start + "Not usable: "));
  CHECK(described(credential("ApnsCredential", "")) ==
        start + "An APNs credential has either a Token or an ApnsCertificate.");
  CHECK(described(credential("ApnsCredential", property("Token", "t"))) ==
        start + "An APNs credential with a Token needs KeyId, AppId and AppName.");
  CHECK(described(credential("ApnsCredential", property("ApnsCertificate", "MIIC"))) ==
        start +
            "Failed to validate credentials with APNS. Error is The credentials supplied to the package were "
            "not recognized");
  CHECK(described(credential("GcmCredential", "")) == start + "The GCM credential has no googleApiKey.");
  CHECK(described(credential("FcmV1Credential", property("ProjectId", "p")))
            .starts_with(start + "The FCM v1 "));
  CHECK(described(credential("WnsCredential", "")) == start + "Invalid WNS credentials");
  CHECK(described("<Status>true</Status>").starts_with("501 "));
  CHECK(world.create("1bad").status == 400);
  CHECK(world.create("bad%20name").status == 400);
}

TEST_CASE("no changed byte of a description brings the service down") {
  ManagedWorld world;
  const std::string whole = ManagedWorld::entry(
      "<RegistrationTtl>P90D</RegistrationTtl>" +
      credential("GcmCredential", property("GoogleApiKey", "key")) +
      "<AuthorizationRules><AuthorizationRule><Rights><AccessRights>Send</AccessRights></Rights>"
      "<KeyName>sender</KeyName></AuthorizationRule></AuthorizationRules>");
  sim::Random random(11);
  for (int round = 0; round < 400; ++round) {
    std::string text = whole;
    for (int change = 0; change < 3; ++change)
      text[random.below(text.size())] = static_cast<char>(random.below(256));
    const int status = world.manage("PUT", "/fuzzed" + std::string(kVersion), text).status;
    CHECK((status == 201 || status == 400));
    world.name_space().hubs.erase("fuzzed");
  }
}

TEST_CASE("deleting a hub takes its metrics with it") {
  ManagedWorld world;
  const std::string id = resources::resource_id_of(world.name_space(), world.hub());
  CHECK(world.manage("GET", "/hub1" + std::string(kVersion)).status == 200);
  CHECK(world.metrics.total(id, "incoming.all.requests") == 1);
  CHECK(world.manage("DELETE", "/hub1" + std::string(kVersion)).status == 200);
  CHECK(world.metrics.total(id, "incoming.all.requests") == 0);
}

}  // namespace droppoint::test
