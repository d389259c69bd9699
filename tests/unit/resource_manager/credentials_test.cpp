#include <catch2/catch.hpp>

#include "fakes/auth/fixed_keys.hpp"
#include "tests/support/push_certificates.hpp"
#include "tests/unit/resource_manager/management.hpp"

namespace droppoint::fakes::resource_manager {
namespace {

using nlohmann::json;

// A PUT of the hub with this one credential.
Reply put_credential(Management& management, const std::string& kind, const json& properties) {
  return management.put(
      kHub, json{{"location", "eastus"}, {"properties", {{kind, {{"properties", properties}}}}}}.dump());
}

// The message of the refusal, or the status if there is none.
std::string refusal_of(Management& management, const std::string& kind, const json& properties) {
  const Reply reply = put_credential(management, kind, properties);
  if (reply.status != 400) return std::to_string(reply.status);
  return reply.json["error"]["message"];
}

json token() {
  return {{"endpoint", "https://api.push.apple.com:443/3/device"},
          {"keyId", "KEYID12345"},
          {"appId", "TEAMID6789"},
          {"appName", "com.contoso.app"},
          {"token", auth::fixed_apns_signing_key().to_bare_base64()}};
}

json certificate(std::string_view text = test::kCertificate) {
  return {{"endpoint", "gateway.push.apple.com"}, {"apnsCertificate", text}, {"certificateKey", "secret"}};
}

json with(json properties, const char* name, const json& value) {
  properties[name] = value;
  return properties;
}

TEST_CASE("an APNs token is taken at the addresses that Apple has") {
  Management management;
  management.make_hub();
  for (const auto* endpoint :
       {"https://api.push.apple.com:443/3/device", "https://api.development.push.apple.com:443/3/device",
        "https://api.sandbox.push.apple.com:443/3/device", "https://api.push.apple.com",
        "http://localhost:10600/3/device"})
    CHECK(put_credential(management, "apnsCredential", with(token(), "endpoint", endpoint)).status == 200);
}

TEST_CASE("an APNs token at an address without a scheme is refused in the service's words") {
  Management management;
  management.make_hub();
  for (const auto* endpoint : {"gateway.sandbox.push.apple.com", "api.push.apple.com"})
    CHECK(refusal_of(management, "apnsCredential", with(token(), "endpoint", endpoint)) ==
          "SubCode=40000. Failed to validate credentials with APNS. Invalid URI: The format of the URI could "
          "not be determined");
  CHECK(refusal_of(management, "apnsCredential", with(token(), "endpoint", "https://example.com")) ==
        "The APNs endpoint 'https://example.com' is not one of Apple's.");
  CHECK_FALSE(management.hub().apns.has_value());
}

TEST_CASE("an APNs token that cannot be one is refused") {
  Management management;
  management.make_hub();
  const auto refused = [&](const char* name, const json& value) {
    return refusal_of(management, "apnsCredential", with(token(), name, value));
  };
  const std::string start = "SubCode=40000. Failed to validate credentials with APNS. ";
  CHECK(refused("keyId", "SHORT") == start + "The keyId 'SHORT' does not have 10 characters.");
  CHECK(refused("appId", "TEAMID67890") == start + "The appId 'TEAMID67890' does not have 10 characters.");
  CHECK(refused("token", "not a key").starts_with(start + "The token is no PKCS #8 private key"));
  CHECK(refused("token", std::string(auth::kFcmServiceAccountPem))
            .starts_with(start + "The token is no PKCS #8 private key"));
  CHECK(refused("appName", nullptr).find("appName") != std::string::npos);
  CHECK(refused("apnsCertificate", "MIIC").find("either a token") != std::string::npos);
  // As it stands in the file, with its lines.
  CHECK(refused("token", std::string(auth::kApnsSigningKeyPem)) == "200");
}

TEST_CASE("an APNs certificate is opened, and judged by the cloud's clock") {
  Management management;
  management.make_hub();
  CHECK(put_credential(management, "apnsCredential", certificate()).status == 200);
  CHECK(put_credential(management, "apnsCredential", certificate(test::kLegacyCertificate)).status == 200);
  const std::string unknown =
      "SubCode=40000. Failed to validate credentials with APNS. Error is The credentials supplied to the "
      "package were not recognized";
  CHECK(refusal_of(management, "apnsCredential", with(certificate(), "certificateKey", "wrong")) == unknown);
  CHECK(refusal_of(management, "apnsCredential", certificate("MIIC")) == unknown);
  CHECK(refusal_of(management, "apnsCredential", certificate(test::kExpiredCertificate)) ==
        "The Apns certificate is expired.");
  CHECK(refusal_of(management, "apnsCredential", certificate(test::kCertificateWithoutKey)) ==
        "The Apns certificate does not contain a private key.");
  // A thumbprint alone is no certificate.
  CHECK(refusal_of(management, "apnsCredential",
                   {{"endpoint", "gateway.push.apple.com"}, {"thumbprint", "AB"}}) == unknown);
}

TEST_CASE("pnsCredentials shows a certificate with its thumbprint") {
  Management management;
  management.make_hub();
  put_credential(management, "apnsCredential", certificate());
  const json shown =
      management.post(kHub + "/pnsCredentials").json["properties"]["apnsCredential"]["properties"];
  CHECK(shown["thumbprint"] == test::kCertificateThumbprint);
  CHECK(shown["apnsCertificate"] == test::kCertificate);
  CHECK(shown["certificateKey"] == "secret");
}

TEST_CASE("each push service's credential is kept, shown by pnsCredentials and by nothing else") {
  struct Row {
    const char* kind;
    json properties;
  };
  const Row row = GENERATE(
      Row{"wnsCredential",
          {{"packageSid", "ms-app://s"},
           {"secretKey", "k"},
           {"windowsLiveEndpoint", "https://login.live.com"}}},
      Row{"wnsCredential", {{"wnsCertificate", "c"}, {"certificateKey", "k"}}},
      Row{"mpnsCredential", json::object()},
      Row{"mpnsCredential", {{"mpnsCertificate", "c"}, {"certificateKey", "k"}, {"thumbprint", "t"}}},
      Row{"admCredential",
          {{"clientId", "i"},
           {"clientSecret", "s"},
           {"authTokenUrl", "https://api.amazon.com/auth/O2/token"}}},
      Row{"baiduCredential",
          {{"baiduApiKey", "a"},
           {"baiduEndPoint", "https://channel.api.duapp.com"},
           {"baiduSecretKey", "s"}}},
      Row{"browserCredential",
          {{"subject", "mailto:a@b"}, {"vapidPrivateKey", "p"}, {"vapidPublicKey", "q"}}},
      Row{"xiaomiCredential", {{"appSecret", "s"}, {"endpoint", "https://api.xmpush.global.xiaomi.com"}}},
      Row{"gcmCredential", {{"gcmEndpoint", "https://fcm.googleapis.com/fcm/send"}, {"googleApiKey", "key"}}},
      Row{"fcmV1Credential", {{"clientEmail", "a@b"}, {"privateKey", "PEM"}, {"projectId", "contoso"}}});
  INFO(row.kind);
  Management management;
  management.make_hub();
  const Reply put = put_credential(management, row.kind, row.properties);
  CHECK(put.status == 200);
  CHECK(put.text.find("Credential") == std::string::npos);
  CHECK(management.get(kHub).text.find("Credential") == std::string::npos);
  CHECK(management.post(kHub + "/pnsCredentials").json["properties"] ==
        json{{row.kind, {{"properties", row.properties}}}});
  // PATCH keeps it, `null` takes it away.
  CHECK(management.call("PATCH", kHub, R"({"tags":{"a":"b"}})").status == 200);
  CHECK(management.post(kHub + "/pnsCredentials").json["properties"].contains(row.kind));
  management.call("PATCH", kHub, json{{"properties", {{row.kind, nullptr}}}}.dump());
  CHECK(management.post(kHub + "/pnsCredentials").json["properties"] == json::object());
}

TEST_CASE("credentials of other push services that lack something are refused") {
  Management management;
  management.make_hub();
  CHECK(refusal_of(management, "wnsCredential", {{"packageSid", "ms-app://s"}}) == "Invalid WNS credentials");
  CHECK(refusal_of(management, "admCredential", {{"clientId", "i"}}) ==
        "The admCredential has no clientSecret.");
  CHECK(refusal_of(management, "admCredential",
                   {{"clientId", "i"}, {"clientSecret", "s"}, {"authTokenUrl", "nowhere"}}) ==
        "The authTokenUrl 'nowhere' of the admCredential is not a valid address.");
  CHECK(refusal_of(management, "baiduCredential", {{"baiduApiKey", "a"}}) ==
        "The baiduCredential has no baiduSecretKey.");
  CHECK(refusal_of(management, "browserCredential", {{"subject", "s"}, {"vapidPublicKey", "q"}}) ==
        "The browserCredential has no vapidPrivateKey.");
  CHECK(refusal_of(management, "mpnsCredential", {{"mpnsCertificate", "c"}}) ==
        "The mpnsCredential needs mpnsCertificate and certificateKey.");
  CHECK(refusal_of(management, "xiaomiCredential", {{"endpoint", "x"}}) ==
        "The endpoint 'x' of the xiaomiCredential is not a valid address.");
  CHECK(refusal_of(management, "gcmCredential", {{"googleApiKey", "k"}, {"gcmEndpoint", "fcm"}}) ==
        "The GCM endpoint 'fcm' is not a valid address.");
  CHECK(put_credential(management, "wnsCredential", {{"packageSid", 7}}).status == 400);
  CHECK(management.hub().other_credentials.empty());
}

TEST_CASE("a hub's registrations live as long as it is told, for ever unless it is") {
  Management management;
  management.make_hub();
  const auto put = [&](const std::string& ttl) {
    return management.put(kHub, R"({"location":"eastus","properties":{"registrationTtl":")" + ttl + "\"}}");
  };
  CHECK(put("90.00:00:00").json["properties"]["registrationTtl"] == "90.00:00:00");
  CHECK(management.hub().registration_ttl == sim::Duration(std::chrono::hours(90 * 24)));
  management.call("PATCH", kHub, R"({"tags":{}})");
  CHECK(management.hub().registration_ttl.has_value());
  CHECK(put("1.02:03:04.5000000").json["properties"]["registrationTtl"] == "1.02:03:04");
  CHECK(put("10675199.02:48:05.4775807").json["properties"]["registrationTtl"] ==
        "10675199.02:48:05.4775807");
  CHECK_FALSE(management.hub().registration_ttl.has_value());
  put("90.00:00:00");
  CHECK(management.put(kHub, R"({"location":"eastus"})").json["properties"]["registrationTtl"] ==
        "10675199.02:48:05.4775807");
  for (const auto* ttl :
       {"23:59:59", "P90D", "90", "90.24:00:00", "90.00:60:00", "90.00:00:00.", "-1.00:00:00", "x"})
    CHECK(put(ttl).status == 400);
}

}  // namespace
}  // namespace droppoint::fakes::resource_manager
