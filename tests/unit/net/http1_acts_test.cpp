#include <catch2/catch.hpp>

#include "tests/unit/net/fake_surroundings.hpp"

// What an HTTP/1.1 connection does when it is told what is meant for HTTP/2.

namespace droppoint::net {
namespace {

constexpr std::string_view kPlainGet = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

TEST_CASE("told to go away, HTTP/1.1 closes after what has been asked, and at once when nothing was") {
  FakeSurroundings around;
  const auto server = make_http1(around, Channel{});
  server->receive(kPlainGet);
  SECTION("before the answer") {
    server->act(GoAway{});
    around.answer(1, 200);
    CHECK(pull_all(*server).find("connection: close\r\n") != std::string::npos);
  }
  SECTION("after it") {
    around.answer(1, 200);
    CHECK(pull_all(*server).find("connection: close\r\n") == std::string::npos);
    CHECK(server->ending() == Ending::none);
    server->act(GoAway{});
  }
  CHECK(server->ending() == Ending::close);
}

TEST_CASE("what is told to HTTP/2 connections only leaves one of HTTP/1.1 alone") {
  FakeSurroundings around;
  const auto server = make_http1(around, Channel{});
  server->act(AllowStreams{1});
  server->act(StallWindow{true});
  server->act(IgnorePings{true});
  server->receive(kPlainGet);
  around.answer(1, 200);
  CHECK(pull_all(*server).find("HTTP/1.1 200 OK\r\n") == 0);
  CHECK(server->ending() == Ending::none);
}

}  // namespace
}  // namespace droppoint::net
