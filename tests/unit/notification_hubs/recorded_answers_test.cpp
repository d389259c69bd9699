#include <catch2/catch.hpp>

#include "tests/unit/notification_hubs/hub_world.hpp"

// Answers of the real service that Microsoft's clients are tested with (azure-notificationhubs-dotnet,
// MockData) or that people have quoted in issues, byte for byte but for the form of the time stamp, which is
// that of 2025.

namespace droppoint::test {
namespace {

constexpr std::string_view kTracking = "6c4b2d3e-0000-4000-8000-000000000001";

struct RecordedWorld : HubWorld {
  http::Response ask_tracked(http::Request request) {
    request.headers.set("TrackingId", kTracking);
    return ask(std::move(request));
  }
  static std::string error(int status, std::string_view message) {
    return "<Error><Code>" + std::to_string(status) + "</Code><Detail>" + std::string(message) +
           ".TrackingId:" + std::string(kTracking) +
           ",TimeStamp:1/1/2026 12:00:00 AM +00:00</Detail></Error>";
  }
  static void check_error(const http::Response& answer, int status, std::string_view message) {
    CHECK(answer.status == status);
    CHECK(header(answer, "Content-Type") == "application/xml; charset=utf-8");
    CHECK(header(answer, "TrackingId") == kTracking);
    CHECK(header(answer, "x-ms-correlation-request-id").size() == 36);
    CHECK(body_of(answer) == error(status, message));
  }
};

}  // namespace

TEST_CASE("the recorded 401 of a wrong key, of an unknown policy and of no token") {
  RecordedWorld world;
  constexpr std::string_view kInvalid = "InvalidSignature: The token has an invalid signature.";
  http::Request forged = world.push();
  forged.headers.set("Authorization", world.sas("acs-send", kOtherKey));
  world.check_error(world.ask_tracked(std::move(forged)), 401, kInvalid);
  http::Request unknown = world.push();
  unknown.headers.set("Authorization", world.sas("nobody"));
  world.check_error(world.ask_tracked(std::move(unknown)), 401, kInvalid);
  http::Request garbage = world.push();
  garbage.headers.set("Authorization", "Bearer x");
  world.check_error(
      world.ask_tracked(std::move(garbage)), 401,
      "MalformedToken: The credentials contained in the authorization header are not in the WRAP format.");
}

TEST_CASE("the recorded 401 of a missing claim in 2017-04, and 403 without a body in 2020-06") {
  RecordedWorld world;
  const auto read = [&world](std::string_view version) {
    return world.ask_tracked(request("GET", std::string(kHost),
                                     "/hub1/messages/x?api-version=" + std::string(version),
                                     {{"Authorization", world.sas("listen")}}));
  };
  world.check_error(read("2017-04"), 401, "Manage claim is required for this operation.");
  const http::Response modern = read("2020-06");
  CHECK(modern.status == 403);
  CHECK(modern.body == nullptr);
  CHECK(header(modern, "Content-Type") == "(none)");
  CHECK(header(modern, "TrackingId") == kTracking);
  CHECK(header(modern, "x-ms-correlation-request-id").size() == 36);
}

TEST_CASE("the recorded 404 of a hub that does not exist") {
  RecordedWorld world;
  world.store.namespaces().at("contoso").hubs.clear();
  world.check_error(world.ask_tracked(world.push()), 404, "No service is hosted at the specified address.");
}

TEST_CASE("the quoted 400s of an unknown format, of a body that is none and of a missing credential") {
  RecordedWorld world;
  world.check_error(world.ask_tracked(world.push("fcm", "{}")), 400,
                    "The HTTP header 'ServiceBusNotification-Format' has an invalid value: 'fcm'.");
  world.check_error(world.ask_tracked(world.push("apple", "{")), 400,
                    "The supplied notification payload is invalid");
  world.check_error(world.ask_tracked(world.push("gcm", "{}")), 400,
                    "The notification has no target applications. The notification format is gcm. Review the "
                    "credentials specified in the notification hub description and the notification format.");
}

TEST_CASE("the quoted 403 of a tier, and the errors of load") {
  RecordedWorld world;
  world.name_space().sku = resources::Sku::free;
  http::Request batch = world.push("apple", "", "", "/hub1/messages/$batch?direct&api-version=2015-08");
  world.check_error(world.ask_tracked(std::move(batch)), 403,
                    "This operation is not available for your tier");
  world.name_space().limits.requests_per_second = 1;
  CHECK(world.ask(world.push()).status == 201);
  world.check_error(world.ask_tracked(world.push()), 403, "SubCode=42900. Throttled");
  world.check_error(
      world.ask_tracked(world.push("apple", kAlert, "aa", "/hub1/messages/?direct&api-version=2020-06")), 429,
      "SubCode=42900. Throttled");
}

TEST_CASE("ids that the hub gives are drawn from the seed") {
  const auto run = [] {
    HubWorld world;
    const http::Response answer = world.ask(world.push());
    return header(answer, "TrackingId") + header(answer, "x-ms-correlation-request-id") +
           header(answer, "Location");
  };
  CHECK(run() == run());
}

}  // namespace droppoint::test
