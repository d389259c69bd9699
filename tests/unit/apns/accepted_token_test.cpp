#include "fakes/apns/accepted_token.hpp"

#include <catch2/catch.hpp>

#include "fakes/apns/reasons.hpp"
#include "tests/unit/apns/apns_world.hpp"

namespace droppoint::test {

TEST_CASE("which answers show that a provider token was accepted", "[apns]") {
  CHECK(apns::shows_accepted_token({.status = 200}));
  const auto shows = [](apns::Reason reason) {
    return apns::shows_accepted_token(apns::refuse({reason, ""}, ""));
  };
  for (const auto reason :
       {apns::Reason::bad_device_token, apns::Reason::unregistered, apns::Reason::payload_too_large,
        apns::Reason::missing_topic, apns::Reason::topic_disallowed, apns::Reason::too_many_requests}) {
    CAPTURE(apns::row_of(reason).text);
    CHECK(shows(reason));
  }
  for (const auto reason : {apns::Reason::missing_provider_token, apns::Reason::invalid_provider_token,
                            apns::Reason::expired_provider_token, apns::Reason::bad_path,
                            apns::Reason::method_not_allowed, apns::Reason::bad_message_id,
                            apns::Reason::too_many_provider_token_updates, apns::Reason::shutdown}) {
    CAPTURE(apns::row_of(reason).text);
    CHECK_FALSE(shows(reason));
  }
}

TEST_CASE("an answer without a reason that Apple has shows nothing", "[apns]") {
  const auto with_body = [](int status, std::string body) {
    return apns::shows_accepted_token({.status = status, .body = http::make_body(std::move(body))});
  };
  CHECK_FALSE(with_body(503, ""));
  CHECK_FALSE(with_body(400, "not JSON"));
  CHECK_FALSE(with_body(400, R"(["BadDeviceToken"])"));
  CHECK_FALSE(with_body(400, R"({"reason":7})"));
  CHECK_FALSE(with_body(400, R"({"reason":"Unheard"})"));
  CHECK_FALSE(with_body(501, R"({"reason":"NotEmulated"})"));
}

// The order in which checks are made is ours: this is what ties the two together.
TEST_CASE("a request whose token is good, refused for anything else, shows it", "[apns]") {
  ApnsWorld world;
  http::Request bad_priority = world.valid(world.alert);
  bad_priority.headers.add("apns-priority", "7");
  CHECK(apns::shows_accepted_token(world.push(std::move(bad_priority))));
  CHECK(apns::shows_accepted_token(world.push(world.valid(std::string(64, 'a')))));
  http::Request no_token = world.valid(world.alert);
  no_token.headers.set("authorization", "bearer x");
  CHECK_FALSE(apns::shows_accepted_token(world.push(std::move(no_token))));
}

}  // namespace droppoint::test
