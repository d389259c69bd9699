#include <catch2/catch.hpp>

#include "tests/unit/net/websocket_client.hpp"
#include "tests/wire/net/raw_client.hpp"
#include "tests/wire/net/served.hpp"

// WebSockets over real connections: what a test without a socket cannot show.

namespace droppoint::net {
namespace {

// An entrance that makes every GET a WebSocket and takes every message.
Departure open_or_take(const Arrival& arrival) {
  Departure departure;
  departure.ticket = arrival.ticket;
  departure.response = http::Response{arrival.request.method == "GET" ? 101 : 204, {}, {}};
  return departure;
}

struct SocketServed : Served {
  explicit SocketServed(Limits limits = {}) : Served(limits) { entrance.hold(); }

  Arrival take(std::size_t count) {
    Arrival arrival = entrance.wait_for(count);
    entrance.exit().leave(EchoEntrance::one(open_or_take(arrival)));
    return arrival;
  }
  void push(const Arrival& upgrade, ConnectionAct act, Position position = 0) {
    Departure departure;
    departure.act = std::move(act);
    departure.connection = upgrade.connection->id;
    departure.position = position;
    entrance.exit().leave(EchoEntrance::one(std::move(departure)));
  }
};

std::string body_of(const Arrival& arrival) {
  return std::string(http::bytes_of(arrival.request.body));
}

TEST_CASE("messages go both ways, in clear text and in TLS") {
  SocketServed served;
  RawClient client(served.port);
  const bool tls = GENERATE(false, true);
  if (tls) REQUIRE(client.start_tls({.authority_file = served.authority_file()}));
  client.send(upgrade_request("/socket"));
  const Arrival upgrade = served.take(1);
  CHECK(client.receive_until("\r\n\r\n").rfind("HTTP/1.1 101", 0) == 0);
  client.send(client_frame(0x01, "hel") + client_frame(0x80, "lo"));
  const Arrival message = served.take(2);
  CHECK(body_of(message) == "hello");
  CHECK(message.protocol == (tls ? Protocol::websocket_tls : Protocol::websocket));
  CHECK(message.connection->id == upgrade.connection->id);
  served.push(upgrade, SendMessage{true, http::make_body("welcome")});
  CHECK(client.receive_until("welcome") == server_frame(0x81, "welcome"));
  client.send(client_frame(0x89, "tick"));
  CHECK(client.receive_until("tick") == server_frame(0x8A, "tick"));
  client.send(client_close(1000));
  CHECK(client.receive_all() == server_close(1000));
  CHECK_FALSE(client.was_reset());
  CHECK(served.take(3).request.method == "CLOSE");
}

TEST_CASE("what is pushed leaves once it is committed, in order") {
  SocketServed served;
  RawClient client(served.port);
  client.send(upgrade_request("/socket"));
  const Arrival upgrade = served.take(1);
  client.receive_until("\r\n\r\n");
  served.push(upgrade, SendMessage{true, http::make_body("one")}, 5);
  served.push(upgrade, SendMessage{true, http::make_body("two")}, 6);
  served.entrance.exit().committed(5);
  CHECK(client.receive_until("one") == server_frame(0x81, "one"));
  served.entrance.exit().committed(6);
  CHECK(client.receive_until("two") == server_frame(0x81, "two"));
}

TEST_CASE("a connection that ends without a close is told, also to an entrance that was full") {
  SocketServed served;
  const bool full = GENERATE(false, true);
  {
    RawClient client(served.port);
    client.send(upgrade_request("/socket"));
    served.take(1);
    client.receive_until("\r\n\r\n");
    if (full) served.entrance.set_room(0);
    const bool half_closed = GENERATE(false, true);
    if (half_closed) {
      client.close_sending();
      CHECK(client.receive_all().empty());
    }
  }
  if (full) {
    served.entrance.wait_for_refusals(1);
    served.entrance.set_room(10);
    served.entrance.exit().read_again();
  }
  const Arrival end = served.take(2);
  CHECK(end.request.method == "CLOSE");
  CHECK(end.request.headers.get("close-code") == "1006");
  CHECK(end.request.target == "/socket");
}

TEST_CASE("garbage and what is too large are closed, and the listener serves on") {
  Limits limits;
  limits.websocket_message_bytes = 1000;
  SocketServed served(limits);
  const auto [bytes, code] = GENERATE(table<std::string, std::uint16_t>({
      {"GET / HTTP/1.1\r\nHost: a\r\n\r\n", 1002},
      {std::string(200, '\xff'), 1002},
      {client_text(std::string(1001, 'x')), 1009},
  }));
  {
    RawClient client(served.port);
    client.send(upgrade_request("/socket"));
    served.take(1);
    client.receive_until("\r\n\r\n");
    client.send(bytes);
    const std::string closed = client.receive_all();
    REQUIRE(closed.size() > 4);
    CHECK(closed.substr(2, 2) == server_close(code).substr(2, 2));
  }
  served.take(2);
  RawClient next(served.port);
  next.send(upgrade_request("/socket"));
  served.take(3);
  CHECK(next.receive_until("\r\n\r\n").rfind("HTTP/1.1 101", 0) == 0);
}

TEST_CASE("a peer that says nothing is asked, and closed when it does not answer") {
  Limits limits;
  limits.idle = std::chrono::milliseconds(20);
  limits.read_deadline = std::chrono::milliseconds(20);
  SocketServed served(limits);
  RawClient client(served.port);
  client.send(upgrade_request("/socket"));
  served.take(1);
  client.receive_until("\r\n\r\n");
  CHECK(client.receive_all() == server_frame(0x89, ""));
  CHECK(served.take(2).request.headers.get("close-code") == "1006");
}

TEST_CASE("a stopping listener says goodbye to its WebSockets") {
  SocketServed served;
  RawClient client(served.port);
  client.send(upgrade_request("/socket"));
  served.take(1);
  client.receive_until("\r\n\r\n");
  served.listener->remove_port(served.port);
  CHECK(client.receive_all() == server_close(1001, "the server stops"));
}

}  // namespace
}  // namespace droppoint::net
