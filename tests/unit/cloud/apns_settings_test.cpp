#include <catch2/catch.hpp>

#include <nlohmann/json.hpp>

#include "fakes/config/cloud_config.hpp"

using namespace droppoint;
using Json = nlohmann::ordered_json;

TEST_CASE("the ramp-up of streams is off unless the configuration says so, and is kept in journals") {
  std::vector<config::Mistake> mistakes;
  CHECK_FALSE(config::read_cloud_config(Json::object(), "", mistakes).apns_stream_ramp_up);
  CHECK_FALSE(config::to_json(config::CloudConfig{}).contains("apns"));
  const Json json = Json::parse(R"({"apns":{"stream_ramp_up":true}})");
  const config::CloudConfig config = config::read_cloud_config(json, "", mistakes);
  CHECK(mistakes.empty());
  CHECK(config.apns_stream_ramp_up);
  CHECK(config::to_json(config)["apns"] == json["apns"]);
}

TEST_CASE("a misspelt or mistyped setting of APNs is a mistake at its place") {
  std::vector<config::Mistake> mistakes;
  config::read_cloud_config(Json::parse(R"({"apns":{"stream_rampup":true}})"), "", mistakes);
  config::read_cloud_config(Json::parse(R"({"apns":{"stream_ramp_up":"yes"}})"), "", mistakes);
  REQUIRE(mistakes.size() == 2);
  CHECK(mistakes[0].hint == "did you mean 'stream_ramp_up'?");
  CHECK(mistakes[1].pointer == "/apns/stream_ramp_up");
}
