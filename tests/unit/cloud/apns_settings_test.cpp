#include "tests/unit/cloud/contoso.hpp"

#include <nlohmann/json.hpp>

#include "fakes/cloud_apns.hpp"

namespace droppoint::test {
namespace {

using Json = nlohmann::ordered_json;

config::CloudConfig cloud_with(const std::string& apns, std::vector<config::Mistake>& mistakes) {
  return config::read_cloud_config(Json{{"apns", Json::parse(apns)}}, "", mistakes);
}

config::CloudConfig cloud_with(const std::string& apns) {
  std::vector<config::Mistake> mistakes;
  auto config = cloud_with(apns, mistakes);
  for (const auto& mistake : mistakes) FAIL(mistake.pointer << ": " << mistake.message);
  return config;
}

// "pointer: message (hint)" of each mistake.
std::vector<std::string> mistakes_of(const std::string& apns) {
  std::vector<config::Mistake> mistakes;
  cloud_with(apns, mistakes);
  std::vector<std::string> texts;
  for (const auto& mistake : mistakes) {
    texts.push_back(mistake.pointer + ": " + mistake.message +
                    (mistake.hint.empty() ? "" : " (" + mistake.hint + ')'));
  }
  return texts;
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("without settings APNs is strict and knows the default key", "[cloud]") {
  const auto options = fakes::apns_options(config::CloudConfig{});
  REQUIRE(options.provider_keys.size() == 1);
  CHECK(options.provider_keys[0].key_id == "DROPKEY001");
  CHECK(options.provider_keys[0].team_id == "DROPPOINT1");
  CHECK(options.background_priority == fakes::apns::BackgroundPriority::not_10);
  REQUIRE(options.provider_token_updates);
  CHECK(options.provider_token_updates->most == 1);
  CHECK(options.provider_token_updates->per == 20min);
  CHECK_FALSE(options.pushes_per_device);
  CHECK_FALSE(options.device_token_lifetime);
  CHECK_FALSE(options.outage);
  CHECK_FALSE(options.localhost_environment);
}

TEST_CASE("every setting of APNs takes effect, and is written as it is read", "[cloud]") {
  const std::string text = R"({
    "localhost_environment": "sandbox",
    "keys": {
      "DROPKEY001": {"team": "FABRIKAM01", "environment": "production", "topics": ["com.a", "com.b"],
                     "related": "SECONDKEY1"},
      "SECONDKEY1": {"revoked": true},
      "PLAINKEY01": null
    },
    "key_environment_reason": "BadEnvironmentKeyInToken",
    "background_priority": "given",
    "provider_token_updates": {"most": 3, "per": "5m"},
    "device_limit": {"pushes": 20, "per": "1m"},
    "device_token_lifetime": "90d",
    "outage": "Shutdown"
  })";
  const auto config = cloud_with(text);
  const auto options = fakes::apns_options(config);
  REQUIRE(options.provider_keys.size() == 3);
  CHECK(options.provider_keys[0].team_id == "FABRIKAM01");
  CHECK(options.provider_keys[0].environment == fakes::apns::Environment::production);
  CHECK(options.provider_keys[0].topics == Texts{"com.a", "com.b"});
  CHECK(options.provider_keys[0].related_key_id == "SECONDKEY1");
  CHECK(options.provider_keys[1].revoked);
  CHECK(options.provider_keys[2].team_id == "DROPPOINT1");
  CHECK(options.localhost_environment == fakes::apns::Environment::sandbox);
  CHECK(options.key_environment_reason == "BadEnvironmentKeyInToken");
  CHECK(options.background_priority == fakes::apns::BackgroundPriority::given);
  CHECK(options.provider_token_updates->most == 3);
  CHECK(options.pushes_per_device->most == 20);
  CHECK(options.pushes_per_device->per == 1min);
  CHECK(options.device_token_lifetime == 90 * 24h);
  CHECK(options.outage == fakes::apns::Reason::shutdown);

  const Json written = config::to_json(config);
  std::vector<config::Mistake> mistakes;
  CHECK(config::to_json(config::read_cloud_config(written, "", mistakes)) == written);
  CHECK(mistakes.empty());
  CHECK(written["apns"]["device_limit"] == Json{{"pushes", 20}, {"per", "1m"}});
}

TEST_CASE("off is a word for limits, as YAML reads it too", "[cloud]") {
  CHECK_FALSE(cloud_with(R"({"provider_token_updates": false})").apns.provider_token_updates);
  CHECK_FALSE(cloud_with(R"({"provider_token_updates": "off"})").apns.provider_token_updates);
  const Json written = config::to_json(cloud_with(R"({"provider_token_updates": "off"})"));
  std::vector<config::Mistake> mistakes;
  CHECK_FALSE(config::read_cloud_config(written, "", mistakes).apns.provider_token_updates);
}

TEST_CASE("a key below apns is Apple's, whatever a hub has", "[cloud]") {
  sim::Random random(3);
  const auto stranger = auth::EcPrivateKey::generate(random);
  auto config = contoso_config();
  config.apns.keys = {{.key_id = "DROPKEY001", .public_key = stranger.public_key().to_pem()}};
  Contoso world(config);
  CHECK(world.ring().verdict() == dropped_at(2, "pns-invalid-credentials"));

  const Json json{{"DROPKEY001", {{"private_key", stranger.to_pem()}}}};
  const auto read = cloud_with(Json{{"keys", json}}.dump());
  CHECK(read.apns.keys[0].public_key == stranger.public_key().to_pem());
}

TEST_CASE("the ramp-up of streams is off unless the configuration says so, and is kept in journals",
          "[cloud]") {
  CHECK_FALSE(cloud_with("{}").apns.stream_ramp_up);
  CHECK_FALSE(config::to_json(config::CloudConfig{}).contains("apns"));
  const auto config = cloud_with(R"({"stream_ramp_up": true})");
  CHECK(config.apns.stream_ramp_up);
  CHECK(config::to_json(config)["apns"] == Json{{"stream_ramp_up", true}});
  CHECK(mistakes_of(R"({"stream_rampup": true})") ==
        Texts{"/apns/stream_rampup: apns has no 'stream_rampup' (did you mean 'stream_ramp_up'?)"});
  CHECK(mistakes_of(R"({"stream_ramp_up": "yes"})") ==
        Texts{"/apns/stream_ramp_up: 'stream_ramp_up' must be true or false, not \"yes\""});
}

TEST_CASE("mistakes in the settings of APNs name their place", "[cloud]") {
  CHECK(mistakes_of(R"({"outage": "Shutdwn"})") ==
        Texts{"/apns/outage: 'Shutdwn' is not possible for 'outage' (did you mean 'Shutdown'?)"});
  CHECK(mistakes_of(R"({"device_limits": 3})") ==
        Texts{"/apns/device_limits: apns has no 'device_limits' (did you mean 'device_limit'?)"});
  CHECK(mistakes_of(R"({"device_limit": 3})") ==
        Texts{"/apns/device_limit: 'device_limit' must be off or an object, not 3 (write {pushes: 3, per: "
              "1m})"});
  CHECK(mistakes_of(R"({"device_limit": {"pushes": 3}})") ==
        Texts{"/apns/device_limit: 'device_limit' needs 'pushes' and 'per'"});
  CHECK(mistakes_of(R"({"provider_token_updates": {"most": -1, "per": "20m"}})").size() == 1);
  CHECK(mistakes_of(R"({"keys": {"A": {"related": "B"}}})") ==
        Texts{"/apns/keys/A/related: 'related' names the key 'B', which is not below 'keys' (did you mean "
              "'A'?)"});
  CHECK(mistakes_of(R"({"keys": {"A": {"environment": "development"}}})").size() == 1);
  CHECK(mistakes_of(R"({"keys": {"A": {"teams": "x"}}})") ==
        Texts{"/apns/keys/A/teams: a key of APNs has no 'teams' (did you mean 'team'?)"});
  CHECK(mistakes_of(R"({"keys": {"A": {"private_key": "no key"}}})")[0].find(".p8") != std::string::npos);
  CHECK(mistakes_of(R"({"keys": {"A": {"public_key": "no key"}}})").size() == 1);
  CHECK(mistakes_of(R"({"keys": {"A": {"public_key": "x", "private_key": "y"}}})").size() == 1);
}

}  // namespace droppoint::test
