#include "emulator/wire/correlations.hpp"

#include <catch2/catch.hpp>

using namespace droppoint;
using namespace std::chrono_literals;

namespace {

const sim::Time kGiven = *sim::parse_iso8601("2026-01-01T00:00:00Z");

http::Request request_with(std::string target, std::string body) {
  return {.method = "POST", .target = std::move(target), .body = http::make_body(std::move(body))};
}

}  // namespace

TEST_CASE("a request that carries a text given away belongs to its trace") {
  wire::Correlations correlations;
  correlations.add("call-0001-of-ann", wire::TraceId{7}, kGiven + 30s);
  CHECK(correlations.find(request_with("/hub/messages", R"({"call":"call-0001-of-ann"})"), kGiven) ==
        wire::TraceId{7});
  CHECK(correlations.find(request_with("/calls/call-0001-of-ann:terminate", ""), kGiven) == wire::TraceId{7});
  CHECK_FALSE(correlations.find(request_with("/hub/messages", R"({"call":"call-0002"})"), kGiven));
}

TEST_CASE("a text is forgotten after its time") {
  wire::Correlations correlations;
  correlations.add("call-0001-of-ann", wire::TraceId{7}, kGiven + 30s);
  const auto request = request_with("/hub/messages", "call-0001-of-ann");
  CHECK(correlations.find(request, kGiven + 30s));
  CHECK_FALSE(correlations.find(request, kGiven + 31s));
}

TEST_CASE("the longest text decides, and short ones do not count") {
  wire::Correlations correlations;
  correlations.add("call-0001", wire::TraceId{1}, kGiven + 30s);
  correlations.add("call-0001-of-ann", wire::TraceId{2}, kGiven + 30s);
  correlations.add("ann", wire::TraceId{3}, kGiven + 30s);
  CHECK(correlations.find(request_with("/", "call-0001-of-ann"), kGiven) == wire::TraceId{2});
  CHECK(correlations.find(request_with("/", "call-0001"), kGiven) == wire::TraceId{1});
  CHECK_FALSE(correlations.find(request_with("/", "ann"), kGiven));
}
