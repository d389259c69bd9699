#include "emulator/journal/memory_journal.hpp"

#include <catch2/catch.hpp>

#include <nlohmann/json.hpp>

#include "emulator/journal/json.hpp"
#include "emulator/journal/text_encoding.hpp"
#include "tests/support/test_world.hpp"

using namespace droppoint;
using test::request;
using wire::Party;

TEST_CASE("traces without notifications are left out unless asked for") {
  test::TestWorld world;
  test::ScriptedService arm;
  world.wire.attach(Party::resource_manager, arm);
  world.send(Party::resource_manager, request("GET", "management.azure.com", "/subscriptions"));
  CHECK(world.journal.traces({}).empty());
  CHECK(world.journal.traces({.with_unkinded = true}).size() == 1);
}

TEST_CASE("a full journal drops the oldest finished traces, keeps pending ones, and says so once") {
  std::vector<std::string> said;
  journal::MemoryJournal small(20'000, [&said](std::string_view line) { said.emplace_back(line); });
  sim::Scheduler scheduler(test::kStart);
  wire::Ledger ledger(scheduler, small);
  std::uint64_t sequence = 0;
  const auto record = [&](bool settle) {
    const wire::TraceId trace = ledger.open_trace();
    const auto id = ledger.open({.trace = trace, .kind = "direct", .channel = "push"});
    auto hop = small.open({.sequence = ++sequence,
                           .trace = trace,
                           .request = request("POST", "x", "/", {}, std::string(1000, 'a'))});
    hop->answer = http::Response{.status = 200};
    small.close(hop);
    if (settle) ledger.settle(id, wire::Verdict::delivered("apns"));
    return trace;
  };
  const wire::TraceId pending = record(false);
  const wire::TraceId oldest = record(true);
  for (int count = 0; count < 40; ++count) record(true);
  CHECK(small.dropped_traces() > 0);
  CHECK(said.size() == 1);
  CHECK(small.trace(pending));
  CHECK_FALSE(small.trace(oldest));
  CHECK(small.hops({}).size() + small.dropped_traces() == sequence);
}

TEST_CASE("hops and traces page by what was seen last") {
  test::TestWorld world;
  test::ScriptedService hub;
  world.wire.attach(Party::notification_hubs, hub);
  for (int count = 0; count < 5; ++count) world.send(Party::notification_hubs, request("GET", "x", "/"));
  CHECK(world.journal.hops({.limit = 2}).back()->sequence == 2);
  CHECK(world.journal.hops({.after = 2, .limit = 2}).back()->sequence == 4);
  CHECK(world.journal.hops({.after = 4}).size() == 1);
  CHECK(world.journal.hops({.to = Party::apns}).empty());
}

TEST_CASE("the JSON of a hop is that of the contract") {
  wire::Hop hop{.sequence = 3,
                .trace = {2},
                .from = Party::communication_services,
                .to = Party::notification_hubs,
                .sent_at = test::kStart,
                .request = request("POST", "ns.servicebus.windows.net", "/h/messages",
                                   {{"A", "1"}, {"a", "2"}}, "\xff")};
  CHECK(journal::to_json(hop)["response"].is_null());
  hop.answered_at = test::kStart;
  hop.answer = http::Response{.status = 201, .headers = {{"Location", "x"}}, .body = http::make_body("ok")};
  const auto json = journal::to_json(hop);
  CHECK(json["trace"] == "t2");
  CHECK(json["from"] == "communication-services");
  CHECK(json["sent_at"] == "2026-01-01T00:00:00Z");
  CHECK(json["request"]["headers"].dump() == R"([["A","1"],["a","2"]])");
  CHECK(json["request"]["body"] == "/w==");
  CHECK(json["request"]["encoding"] == "base64");
  CHECK(json["response"]["status"] == 201);
  CHECK(json["response"]["encoding"] == "utf-8");
  CHECK(json["fault"].is_null());
  hop.answer = tl::unexpected<wire::Break>(wire::Break::refused);
  CHECK(journal::to_json(hop)["break"] == "refused");
}

TEST_CASE("bodies that are not UTF-8 are told apart") {
  CHECK(journal::is_utf8(""));
  CHECK(journal::is_utf8("h\xc3\xa9llo \xf0\x9f\x93\xb1"));
  for (const char* wrong : {"\x80", "\xc0\x80", "\xc3", "\xe0\x80\x80", "\xed\xa0\x80", "\xf4\x90\x80\x80",
                            "\xf8\x88\x80\x80\x80"}) {
    CHECK_FALSE(journal::is_utf8(wrong));
  }
  CHECK(journal::encode_body("\xff").text == "/w==");
  CHECK(journal::encode_body("\xff\xfe").text == "//4=");
  CHECK(journal::encode_body("\xff\xfe\xfd").text == "//79");
  CHECK(journal::to_utf8("caf\xe9") == "caf\xc3\xa9");
}
