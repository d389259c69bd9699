#include <catch2/catch.hpp>

#include "tests/wire/net/raw_client.hpp"
#include "tests/wire/net/served.hpp"
#include "tests/wire/net/text.hpp"

// Bad input on the port: a clear answer or a closed connection, one line in the log, and the server goes on.

namespace droppoint::net {
namespace {

void check_still_serving(Served& served) {
  RawClient client(served.port);
  client.send("GET /still HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
  CHECK(starts_with(client.receive_all(), "HTTP/1.1 200 OK"));
}

Limits short_deadlines() {
  Limits limits;
  limits.read_deadline = std::chrono::milliseconds(250);
  limits.idle = std::chrono::milliseconds(250);
  limits.drain = std::chrono::milliseconds(20);
  limits.linger = std::chrono::milliseconds(50);
  return limits;
}

TEST_CASE("garbage is closed or answered 400, with one line in the log") {
  Served served;
  RawClient client(served.port);
  SECTION("bytes of nothing") {
    client.send(std::string("\0\1\2\3\377", 5));
    CHECK(client.receive_all().empty());
  }
  SECTION("text of nothing") {
    client.send("EHLO mail.example.com\r\n");
    CHECK(starts_with(client.receive_all(), "HTTP/1.1 400 Bad Request"));
  }
  SECTION("something like TLS") {
    client.send("\x16\x03\x01 this is no hello");
    client.close_sending();
    client.receive_all();
  }
  served.lines.wait_for("127.0.0.1:");
  CHECK(served.lines.size() == 1);
  check_still_serving(served);
}

TEST_CASE(
    "half a handshake and half a preface are closed with one line, by the peer's end or by the deadline") {
  const bool by_deadline = GENERATE(true, false);
  Served served(by_deadline ? short_deadlines() : Limits{});
  RawClient client(served.port);
  std::string_view line;
  SECTION("TLS") {
    // The beginning of a record that announces 512 bytes.
    client.send(std::string_view("\x16\x03\x01\x02\x00\x01\x00\x01", 8));
    line = by_deadline ? "not completed in time" : "inside a TLS handshake";
  }
  SECTION("HTTP/2") {
    client.send("PRI * HTTP/2.0\r\n");
    line = by_deadline ? "no whole HTTP/2 preface" : "inside an HTTP/2 preface";
  }
  if (!by_deadline) client.close_sending();
  CHECK(client.receive_all().empty());
  served.lines.wait_for(line);
  CHECK(served.lines.size() == 1);
  check_still_serving(served);
}

TEST_CASE("a request that stops half way is answered 408, an idle connection closed silently") {
  Served served(short_deadlines());
  RawClient client(served.port);
  SECTION("half a head") {
    client.send("GET / HTTP/1.1\r\nHost: local");
    CHECK(starts_with(client.receive_all(), "HTTP/1.1 408 "));
    CHECK(served.lines.size() == 1);
  }
  SECTION("half a body") {
    client.send("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\n12");
    CHECK(starts_with(client.receive_all(), "HTTP/1.1 408 "));
  }
  SECTION("idle") {
    client.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
    CHECK(starts_with(client.receive_all(), "HTTP/1.1 200 OK"));
    CHECK(served.lines.size() == 0);
  }
  SECTION("silent from the first") {
    CHECK(client.receive_all().empty());
    CHECK(served.lines.size() == 0);
  }
  SECTION("idle HTTP/2") {
    Http2Client http2;
    const auto id = http2.post("/", "");
    talk(client, http2, [&] { return false; });
    CHECK(http2.answers[id].status == 200);
    CHECK(http2.went_away);
  }
  check_still_serving(served);
}

TEST_CASE("a peer that does not read what it asked for is closed") {
  Served served(short_deadlines());
  served.entrance.hold();
  RawClient client(served.port);
  client.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
  // More than the sockets' buffers take: the rest waits for a client that does not read.
  Departure departure;
  departure.ticket = served.entrance.wait_for(1).ticket;
  departure.response = http::Response{200, {}, http::make_body(std::string(64'000'000, 'x'))};
  served.entrance.exit().leave(EchoEntrance::one(std::move(departure)));
  served.lines.wait_for("does not read");
  RawClient other(served.port);
  other.send("GET /other HTTP/1.1\r\nHost: localhost\r\n\r\n");
  CHECK(served.entrance.wait_for(2).request.target == "/other");
}

TEST_CASE("too large a body is answered 413 before it is sent, and the answer survives what is sent anyway") {
  Limits limits;
  limits.body_bytes = 1000;
  Served served(limits);
  RawClient client(served.port);
  SECTION("announced") {
    client.send("POST / HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 1001\r\n\r\n");
  }
  SECTION("sent anyway") {
    client.send("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\n" +
                std::string(1'000'000, 'x'));
    client.close_sending();
  }
  SECTION("in chunks") {
    client.send("POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n7d0\r\n" +
                std::string(2000, 'x') + "\r\n");
  }
  CHECK(starts_with(client.receive_until("\r\n\r\n"), "HTTP/1.1 413 "));
  CHECK(served.entrance.arrived() == 0);
}

TEST_CASE("a flood of header fields is answered 431") {
  Limits limits;
  limits.header_bytes = 20'000;
  Served served(limits);
  RawClient client(served.port);
  SECTION("HTTP/1.1") {
    client.send("GET / HTTP/1.1\r\nHost: localhost\r\n");
    for (int count = 0; count < 100 && client.send("X-Flood: " + std::string(1000, 'x') + "\r\n"); ++count) {
    }
    CHECK(starts_with(client.receive_until("\r\n\r\n"), "HTTP/1.1 431 "));
  }
  SECTION("HTTP/2") {
    Http2Client http2;
    Http2Client::Fields fields = {
        {":method", "GET"}, {":scheme", "http"}, {":path", "/"}, {":authority", "localhost"}};
    for (int count = 0; count < 30; ++count) fields.emplace_back("x-flood", std::string(1000, 'x'));
    const auto id = http2.request(fields);
    talk(client, http2, [&] { return http2.answers[id].closed; });
    CHECK(http2.answers[id].status == 431);
  }
  CHECK(served.entrance.arrived() == 0);
  check_still_serving(served);
}

TEST_CASE("connections beyond the limit are closed at once, those within go on") {
  Limits limits;
  limits.connections = 2;
  Served served(limits);
  RawClient first(served.port);
  RawClient second(served.port);
  for (RawClient* client : {&first, &second}) {
    client->send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
    client->receive_until("\r\n\r\n");
  }
  RawClient third(served.port);
  CHECK(third.receive_all().empty());
  served.lines.wait_for("too many connections");
  first.send("GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
  CHECK(starts_with(first.receive_all(), "HTTP/1.1 200 OK"));
}

TEST_CASE("HTTP/2 frames that are broken end that connection only") {
  Served served;
  RawClient client(served.port);
  Http2Client http2;
  client.send(http2.bytes());
  client.send(std::string("\0\0\5\4\0\0\0\0\0abcde", 14));
  while (true) {
    const std::string bytes = client.receive();
    if (bytes.empty() || !http2.receive(bytes)) break;
  }
  CHECK(http2.went_away_error == NGHTTP2_FRAME_SIZE_ERROR);
  served.lines.wait_for("FRAME_SIZE_ERROR");
  check_still_serving(served);
}

TEST_CASE("a TLS record that was tampered with ends that connection only") {
  Served served;
  RawClient plain(served.port);
  RawClient::Tls tls;
  tls.authority_file = served.authority_file();
  REQUIRE(plain.start_tls(tls));
  plain.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
  CHECK(starts_with(plain.receive_until("\r\n\r\n"), "HTTP/1.1 200 OK"));
  plain.send_beside_tls(std::string("\x17\x03\x03\0\x20", 5) + std::string(32, 'x'));
  plain.receive_all();
  served.lines.wait_for("TLS connection closed");
  check_still_serving(served);
}

}  // namespace
}  // namespace droppoint::net
