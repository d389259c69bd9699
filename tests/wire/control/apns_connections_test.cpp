#include <catch2/catch.hpp>

#include "emulator/journal/sqlite_journal.hpp"
#include "scenarios/replay/replay.hpp"
#include "tests/wire/control/served_apns.hpp"

// What APNs makes of raw requests at a served cloud's port: header fields as they are on the wire, and what
// it remembers of a connection.

namespace droppoint::test {
namespace {

using PushFields = net::Http2Client::Fields;

std::string answer_to(PushConnection& pushing, PushFields fields) {
  const auto id =
      pushing.client.post("/3/device/" + std::string(64, 'a'), R"({"aps":{}})", std::move(fields));
  pushing.until_closed(id);
  return std::to_string(pushing.client.answers[id].status) + ' ' + pushing.client.answers[id].body;
}

PushFields usual_fields(const std::string& bearer = ServedApns::bearer()) {
  return {{"authorization", bearer}, {"apns-topic", "com.example.droppoint"}};
}

const std::string kTokenTaken = R"(400 {"reason":"BadDeviceToken"})";

TEST_CASE("each of the seven headers counts once, and others do not matter") {
  ServedApns served;
  PushConnection pushing(served);
  CHECK(answer_to(pushing, usual_fields()) == kTokenTaken);
  const PushFields all{{"authorization", ServedApns::bearer()},
                       {"apns-id", "123e4567-e89b-12d3-a456-426614174000"},
                       {"apns-push-type", "alert"},
                       {"apns-expiration", "0"},
                       {"apns-priority", "10"},
                       {"apns-topic", "com.example.droppoint"},
                       {"apns-collapse-id", "c"}};
  CHECK(answer_to(pushing, all) == kTokenTaken);
  for (const auto& field : all) {
    INFO(field.first);
    PushFields twice = all;
    twice.push_back(field);
    CHECK(answer_to(pushing, twice) == R"(400 {"reason":"DuplicateHeaders"})");
  }
  PushFields others = all;
  for (int count = 0; count < 2; ++count) others.emplace_back("x-other", "1");
  CHECK(answer_to(pushing, others) == kTokenTaken);
}

TEST_CASE("a connection remembers its tokens, and its journal replays without a difference") {
  ServedApns served;
  {
    PushConnection first(served);
    PushConnection second(served);
    CHECK(answer_to(first, usual_fields(ServedApns::bearer(30))) == kTokenTaken);
    CHECK(answer_to(first, usual_fields(ServedApns::bearer(20))) == kTokenTaken);
    CHECK(answer_to(first, usual_fields(ServedApns::bearer(10))) ==
          R"(429 {"reason":"TooManyProviderTokenUpdates"})");
    CHECK(answer_to(second, usual_fields(ServedApns::bearer(10))) == kTokenTaken);
    CHECK(answer_to(first, usual_fields(ServedApns::bearer(30))) == kTokenTaken);
  }
  served.cloud->stop();
  const auto journal = journal::open_for_reading(served.journal_file());
  REQUIRE(journal);
  const auto result = scenarios::replay(**journal);
  REQUIRE(result);
  CHECK_FALSE(result->difference);
  CHECK(result->stimuli == 5);
  std::vector<std::uint64_t> connections;
  for (const auto& hop : (*journal)->hops({.from = wire::Party::client})) {
    connections.push_back(hop->origin.connection);
  }
  CHECK(connections == std::vector<std::uint64_t>{1, 1, 1, 2, 1});
}

}  // namespace
}  // namespace droppoint::test
