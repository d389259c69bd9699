#include <catch2/catch.hpp>

#include "tests/unit/net/fake_surroundings.hpp"
#include "tests/unit/net/http2_client.hpp"

namespace droppoint::net {
namespace {

TEST_CASE("the preface of HTTP/2 is recognised, byte by byte") {
  FakeSurroundings around;
  const auto server = make_recognition(around, Channel{});
  Http2Client client;
  client.post("/", "");
  for (const char byte : client.bytes()) server->receive(std::string_view(&byte, 1));
  REQUIRE(around.arrivals.size() == 1);
  CHECK(around.arrivals.front().protocol == Protocol::http2);
}

TEST_CASE("methods that begin like the preface are HTTP/1.1") {
  FakeSurroundings around;
  const auto server = make_recognition(around, Channel{});
  const std::string method = GENERATE("P", "PR", "PRI", "POST", "PUT", "PROPFIND");
  for (const char byte : method + " / HTTP/1.1\r\nHost: a\r\n\r\n")
    server->receive(std::string_view(&byte, 1));
  REQUIRE(around.arrivals.size() == 1);
  CHECK(around.arrivals.front().request.method == method);
  CHECK(around.arrivals.front().protocol == Protocol::http1);
}

TEST_CASE("a preface cut short ends with one line in the log") {
  FakeSurroundings around;
  const auto server = make_recognition(around, Channel{});
  server->receive("PRI * HTTP/2.0\r\n\r\n");
  CHECK(server->ending() == Ending::none);
  CHECK(server->pace().waiting == Waiting::peer);
  SECTION("by its end") {
    server->receive_end();
  }
  SECTION("by its deadline") {
    server->expire();
  }
  CHECK(server->ending() == Ending::close);
  CHECK(around.lines.size() == 1);
  CHECK(pull_all(*server).empty());
}

TEST_CASE("a connection on which nothing was said ends silently") {
  FakeSurroundings around;
  const auto server = make_recognition(around, Channel{});
  SECTION("by its end") {
    server->receive_end();
  }
  SECTION("by its deadline") {
    server->expire();
  }
  SECTION("by draining") {
    server->drain();
  }
  CHECK(server->ending() == Ending::close);
  CHECK(around.lines.empty());
}

TEST_CASE("bytes that are neither TLS nor HTTP are closed") {
  FakeSurroundings around;
  const auto server = make_recognition(around, Channel{});
  const std::string bytes = GENERATE(std::string("\0\0\0", 3), std::string("\x80\x2e\x01"),
                                     std::string("\xff\xfe"), std::string(" GET"));
  server->receive(bytes);
  CHECK(server->ending() == Ending::close);
  CHECK_FALSE(server->reading());
  CHECK(around.lines.size() == 1);
}

TEST_CASE("TLS is refused where no certificate authority is given") {
  FakeSurroundings around;
  const auto server = make_recognition(around, Channel{});
  server->receive("\x16\x03\x01");
  CHECK(server->ending() == Ending::close);
  CHECK(around.lines.size() == 1);
}

}  // namespace
}  // namespace droppoint::net
