#pragma once

#include <memory>
#include <string>

#include <catch2/catch.hpp>

#include "tests/unit/net/fake_surroundings.hpp"
#include "tests/unit/net/http2_client.hpp"

namespace droppoint::net {

// A client and our side of an HTTP/2 connection, with nothing between them.
struct Http2Pair {
  FakeSurroundings around;
  std::unique_ptr<Conversation> server;
  Http2Client client;

  explicit Http2Pair(Limits limits = {}) {
    around.limits_ = limits;
    server = make_http2(around, Channel{});
    exchange();
  }
  // Carries bytes to and fro until neither has more.
  void exchange() {
    for (;;) {
      const std::string up = client.bytes();
      if (!up.empty()) server->receive(up);
      const std::string down = pull_all(*server);
      if (!down.empty()) REQUIRE(client.receive(down));
      if (up.empty() && down.empty()) return;
    }
  }
};

}  // namespace droppoint::net
