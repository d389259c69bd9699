#include "fakes/auth/fixed_keys.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

#include "fakes/auth/base64.hpp"
#include "fakes/auth/fixed_certificate.hpp"
#include "fakes/auth/key.hpp"
#include "fakes/auth/pkcs12.hpp"

using namespace droppoint::auth;

namespace {

std::string fixture(const std::string& name) {
  const auto folder = std::filesystem::path(DROPPOINT_SOURCE_DIR) / "fixtures/keys";
  std::ifstream file(folder / name, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

}  // namespace

TEST_CASE("the embedded keys are those of the fixtures, and can be used") {
  CHECK(fixture("apns-signing-key.pem") == kApnsSigningKeyPem);
  CHECK(fixture("fcm-service-account.pem") == kFcmServiceAccountPem);
  CHECK(fixture("token-signing-key.pem") == kTokenSigningKeyPem);
  CHECK(fixed_apns_signing_key().to_pem() == kApnsSigningKeyPem);
  CHECK(fixed_fcm_service_account_key().to_pem() == kFcmServiceAccountPem);
  CHECK(fixed_token_signing_key().to_pem() == kTokenSigningKeyPem);
}

TEST_CASE("the embedded push certificate is that of the fixtures, and good for as long as clocks go") {
  CHECK(base64_encode(fixture("apns-push-certificate.p12")) == kApnsPushCertificate);
  const auto file = read_pkcs12(kApnsPushCertificate, kApnsPushCertificatePassword);
  REQUIRE(file);
  CHECK(file->has_private_key);
  CHECK(file->user_id == "com.example.droppoint");
  CHECK(file->not_before == droppoint::sim::Time());
  CHECK(file->not_after == droppoint::sim::Time::max());
}

TEST_CASE("the default cloud's keys never change, since connection strings and journals hold them") {
  CHECK(fixed_policy_key("droppoint-ns/droppoint-hub", "acs-send", KeySlot::primary) ==
        "ptRV+HVC1lr4ULSOwwWPevhw1BfbU76PL0qm0OmrbZI=");
  CHECK(fixed_access_key("droppoint-acs", KeySlot::primary) ==
        "RPP9B4oub+0G2EmqQsvxfY5fxTwlXhgkV5esv1lIMACIeEo4/qj60t/d9VKCHW0VvIwCd9k56/V7WLcrWHdYWQ==");
}

TEST_CASE("policy keys have the form of the real ones and differ by scope, policy and slot") {
  std::set<std::string> keys;
  for (const std::string_view scope : {"droppoint-ns", "droppoint-ns/droppoint-hub", "droppoint-ns/other"}) {
    for (const std::string_view policy : {"RootManageSharedAccessKey", "acs-send"}) {
      for (const KeySlot slot : {KeySlot::primary, KeySlot::secondary}) {
        const std::string key = fixed_policy_key(scope, policy, slot);
        CHECK(base64_decode(key)->size() == 32);
        keys.insert(key);
      }
    }
  }
  CHECK(keys.size() == 12);
  CHECK(fixed_policy_key("Droppoint-NS", "ACS-send", KeySlot::primary) ==
        fixed_policy_key("droppoint-ns", "acs-send", KeySlot::primary));
  const std::string access = fixed_access_key("droppoint-acs", KeySlot::primary);
  CHECK(base64_decode(access)->size() == 64);
  CHECK(fixed_access_key("droppoint-acs", KeySlot::secondary) != access);
  CHECK(fixed_access_key("contoso", KeySlot::primary) != access);
}
