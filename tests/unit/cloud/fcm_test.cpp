#include "tests/unit/cloud/contoso.hpp"

#include <nlohmann/json.hpp>

namespace droppoint::test {
namespace {

config::CloudConfig of_2021() {
  config::CloudConfig config = contoso_config();
  config.edition = config::Edition::of_2021;
  for (auto& hub : config.notification_hubs.front().hubs) hub.gcm = config::GcmConfig{};
  return config;
}

// The clouds of these tests have one more phone than Contoso's.
struct Pixel : Contoso {
  explicit Pixel(config::CloudConfig config) : Contoso(std::move(config)) {}
  Device pixel = cloud.devices().add(
      {.name = "carol-pixel", .platform = android, .app = "com.contoso.app", .user = "carol"});

  Call ring_pixel() { return contoso().call({.from = "bob", .to = "carol"}); }
  std::vector<std::string> targets_at_fcm(const Call& call) {
    std::vector<std::string> targets;
    for (const auto& hop : cloud.journal().hops({.trace = call.trace(), .to = wire::Party::fcm})) {
      targets.push_back(hop->request.target);
    }
    return targets;
  }
};

config::FcmSettings settings_in(const std::string& cloud, std::vector<config::Mistake>& mistakes) {
  const auto json = nlohmann::ordered_json::parse(cloud);
  return config::read_cloud_config(json, "/cloud", mistakes).fcm;
}

std::string mistake_in(const std::string& cloud) {
  std::vector<config::Mistake> mistakes;
  settings_in(cloud, mistakes);
  return mistakes.size() == 1 ? mistakes[0].pointer + ": " + mistakes[0].message
                              : std::to_string(mistakes.size());
}

}  // namespace

TEST_CASE("in edition 2021 the hub sends by FCM's legacy protocol, and the phone rings") {
  Pixel world(of_2021());
  const auto call = world.ring_pixel();
  CHECK(call.verdict() == delivered_by(fcm));
  CHECK(world.pixel.screen() == "ringing");
  CHECK(world.targets_at_fcm(call) == std::vector<std::string>{"/gcm/send"});
  CHECK(world.hub().metric("outgoing.gcm.success") == 1);
}

TEST_CASE("the default cloud of edition 2021 rings an Android phone") {
  Cloud cloud{{.config = config::default_cloud_config(config::Edition::of_2021)}};
  auto pixel = cloud.devices().add({.name = "carol-pixel", .platform = android, .user = "carol"});
  auto call = cloud.communication_services("droppoint-acs").call({.from = "bob", .to = "carol"});
  CHECK(call.verdict() == delivered_by(fcm));
  CHECK(pixel.screen() == "ringing");
}

TEST_CASE("a hub that sends by the closed protocol is told what to do instead") {
  for (const auto legacy : {config::FcmLegacy::off, config::FcmLegacy::deprecated}) {
    config::CloudConfig config = of_2021();
    config.fcm.legacy = legacy;
    config.notification_hubs.front().delivery_window = sim::Duration::zero();
    Pixel world(std::move(config));
    const auto verdict = world.ring_pixel().verdict();
    CHECK(verdict == dropped_at(2, "pns-unavailable"));
    CHECK(verdict.remedy.find("FCM v1") != std::string::npos);
    CHECK(world.pixel.screen() == "none");
  }
}

TEST_CASE(
    "by the legacy protocol, too, the token of an app that is gone is refused from the second push on") {
  Pixel world(of_2021());
  world.pixel.set_state(uninstalled);
  CHECK(world.ring_pixel().verdict() == dropped_at(3, "app-uninstalled"));
  CHECK(world.ring_pixel().verdict() == dropped_at(2, "unregistered"));
}

TEST_CASE("a service account that is revoked while the cloud runs") {
  config::CloudConfig config = contoso_config();
  config.notification_hubs.front().delivery_window = sim::Duration::zero();
  Pixel world(std::move(config));
  const std::string account =
      "/_droppoint/v1/fcm/service-accounts/droppoint@contoso-project.iam.gserviceaccount.com";
  const auto set = [&](const char* state) {
    const auto answer = world.cloud.control("PATCH", account, std::string(R"({"state":")") + state + "\"}");
    REQUIRE(answer);
    CHECK((**answer).status == 200);
  };
  CHECK(world.ring_pixel().verdict() == delivered_by(fcm));
  set("disabled");
  CHECK(world.ring_pixel().verdict() == dropped_at(2, "pns-invalid-credentials"));
  // The hub has forgotten its token by now, and gets no other.
  const auto call = world.ring_pixel();
  CHECK(call.verdict() == dropped_at(2, "pns-invalid-credentials"));
  CHECK(world.targets_at_fcm(call) == std::vector<std::string>{"/token"});
  set("active");
  CHECK(world.ring_pixel().verdict() == delivered_by(fcm));
}

TEST_CASE("FCM's settings are read as they were written") {
  std::vector<config::Mistake> mistakes;
  config::CloudConfig config = contoso_config();
  config.fcm = settings_in(R"({"fcm_legacy":"deprecated","fcm":{"payload_bytes":5,"topic_payload_bytes":6,
    "quotas":{"project_per_minute":1,"device_per_minute":2,"device_per_hour":3,"topic_per_minute":4,
    "subscriptions_per_second":0},"outage":{"for":"1m","retry_after":"2s"},"projects":{"p":{"number":"12",
    "server_key":"k","access_token":"t","api":"disabled","service_account":"deleted"}}}})",
                           mistakes);
  CHECK(mistakes.empty());
  CHECK(config.fcm.device_per_hour == 3);
  CHECK(config.fcm.projects.at(0).service_account == "deleted");
  const auto written = config::to_json(config);
  const auto again = config::read_cloud_config(written, "/cloud", mistakes);
  CHECK(mistakes.empty());
  CHECK(config::to_json(again) == written);
  CHECK(written["fcm"]["quotas"]["subscriptions_per_second"] == 0);
}

TEST_CASE("the published quotas by one word, and YAML's on and off") {
  std::vector<config::Mistake> mistakes;
  const auto published = settings_in(R"({"fcm":{"quotas":"published"}})", mistakes);
  CHECK(published.project_per_minute == 600'000);
  CHECK(published.device_per_minute == 240);
  CHECK(published.device_per_hour == 5'000);
  CHECK_FALSE(published.topic_per_minute);
  CHECK(published.subscriptions_per_second == 3'000);
  CHECK_FALSE(settings_in(R"({"fcm":{"quotas":"none"}})", mistakes).project_per_minute);
  CHECK(settings_in(R"({"fcm_legacy":true})", mistakes).legacy == config::FcmLegacy::on);
  CHECK(settings_in(R"({"fcm_legacy":false})", mistakes).legacy == config::FcmLegacy::off);
  CHECK_FALSE(settings_in("{}", mistakes).legacy);
  CHECK(mistakes.empty());
}

TEST_CASE("mistakes in FCM's settings name their place") {
  CHECK(mistake_in(R"({"fcm_legacy":"maybe"})").starts_with("/cloud/fcm_legacy: "));
  CHECK(mistake_in(R"({"fcm":{"quotas":"real"}})").starts_with("/cloud/fcm/quotas: "));
  CHECK(mistake_in(R"({"fcm":{"quotas":{"device_per_minute":-1}}})")
            .starts_with("/cloud/fcm/quotas/device_per_minute: "));
  CHECK(mistake_in(R"({"fcm":{"quotas":{"device":1}}})").starts_with("/cloud/fcm/quotas/device: "));
  CHECK(mistake_in(R"({"fcm":{"outage":{"retry_after":"1s"}}})").starts_with("/cloud/fcm/outage: "));
  CHECK(mistake_in(R"({"fcm":{"payload_bytes":0}})").starts_with("/cloud/fcm/payload_bytes: "));
  CHECK(mistake_in(R"({"fcm":{"projects":{"p":{"number":"x1"}}}})")
            .starts_with("/cloud/fcm/projects/p/number: "));
  CHECK(mistake_in(R"({"fcm":{"projects":{"p":{"service_account":"gone"}}}})")
            .starts_with("/cloud/fcm/projects/p/service_account: "));
  CHECK(mistake_in(R"({"fcm":{"project":{}}})").starts_with("/cloud/fcm/project: "));
}

}  // namespace droppoint::test
