#include <catch2/catch.hpp>

#include "tests/unit/net/fake_surroundings.hpp"
#include "tests/unit/net/websocket_client.hpp"

namespace droppoint::net {
namespace {

struct WebSocket {
  FakeSurroundings around;
  std::unique_ptr<Conversation> server;

  explicit WebSocket(Limits limits = {}) {
    around.limits_ = limits;
    server = make_http1(around, Channel{});
  }
  void send(std::string_view bytes) { server->receive(bytes); }
  std::string received() { return pull_all(*server); }
  // Asks, and is answered that the connection is a WebSocket now.
  void open() {
    send(upgrade_request("/socket?a=b"));
    answer(101);
    received();
  }
  void answer(int status) { around.answer(around.arrivals.back().ticket, status); }
  const http::Request& last() const { return around.arrivals.back().request; }
};

bool contains(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

TEST_CASE("an upgrade is a request like any other, and 101 makes the connection a WebSocket") {
  WebSocket socket;
  socket.send(upgrade_request("/socket?a=b", "X-Skypetoken: t\r\n") + client_text("early"));
  REQUIRE(socket.around.arrivals.size() == 1);
  CHECK(socket.last().method == "GET");
  CHECK(socket.last().headers.get("x-skypetoken") == "t");
  CHECK(socket.around.arrivals.front().protocol == Protocol::http1);
  Departure departure;
  departure.response = http::Response{101, {{"sec-websocket-protocol", "chat"}, {"connection", "close"}}, {}};
  socket.around.answer(1, std::move(departure));
  const std::string head = socket.received();
  CHECK(head.rfind("HTTP/1.1 101 Switching Protocols\r\n", 0) == 0);
  CHECK(contains(head, std::string("sec-websocket-accept: ").append(kUpgradeAccept).append("\r\n")));
  CHECK(contains(head, "sec-websocket-protocol: chat\r\n"));
  CHECK_FALSE(contains(head, "close"));
  // What came too early waits for the answer.
  REQUIRE(socket.around.arrivals.size() == 2);
  CHECK(socket.last().method == "MESSAGE");
  CHECK(http::bytes_of(socket.last().body) == "early");
}

TEST_CASE("another answer to an upgrade is an ordinary one") {
  WebSocket socket;
  socket.send(upgrade_request("/nothing-here"));
  socket.answer(404);
  CHECK(socket.received().rfind("HTTP/1.1 404", 0) == 0);
  socket.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  socket.answer(101);
  CHECK(socket.received().rfind("HTTP/1.1 500", 0) == 0);
}

TEST_CASE("an upgrade that is asked for wrongly is refused") {
  WebSocket socket;
  const auto [from, to, status] = GENERATE(table<std::string, std::string, std::string>({
      {"Version: 13", "Version: 8", "426"},
      {"dGhlIHNhbXBsZSBub25jZQ==", "short", "400"},
      {"GET ", "POST ", "400"},
  }));
  std::string text = upgrade_request("/socket");
  text.replace(text.find(from), from.size(), to);
  socket.send(text);
  CHECK(socket.around.arrivals.empty());
  const std::string answer = socket.received();
  CHECK(answer.rfind("HTTP/1.1 " + status, 0) == 0);
  CHECK(contains(answer, "sec-websocket-version: 13") == (status == "426"));
  CHECK(socket.server->ending() == Ending::close);
}

TEST_CASE("each message is a request of its own, the next once the one before is answered") {
  WebSocket socket;
  socket.open();
  socket.send(client_text("one") + client_frame(0x82, "two"));
  REQUIRE(socket.around.arrivals.size() == 2);
  CHECK(socket.around.arrivals.back().protocol == Protocol::websocket);
  CHECK(socket.last().method == "MESSAGE");
  CHECK(socket.last().target == "/socket?a=b");
  CHECK(socket.last().authority == "localhost:1");
  CHECK(socket.last().headers == http::Headers{{"content-type", "text/plain; charset=utf-8"}});
  CHECK(http::bytes_of(socket.last().body) == "one");
  CHECK(socket.server->pace().waiting == Waiting::answer);
  socket.answer(204);
  REQUIRE(socket.around.arrivals.size() == 3);
  CHECK(http::bytes_of(socket.last().body) == "two");
  CHECK(socket.last().headers == http::Headers{{"content-type", "application/octet-stream"}});
  socket.answer(204);
  CHECK(socket.received().empty());
  CHECK(socket.server->pace().waiting == Waiting::idle);
}

TEST_CASE("what is pushed is sent at once") {
  WebSocket socket;
  socket.open();
  socket.server->act(SendMessage{true, http::make_body("1::")});
  socket.server->act(SendMessage{false, http::make_body("bytes")});
  CHECK(socket.received() == server_frame(0x81, "1::") + server_frame(0x82, "bytes"));
}

TEST_CASE("pings are answered, also while a message waits") {
  WebSocket socket;
  socket.open();
  socket.send(client_text("slow") + client_frame(0x89, "x"));
  CHECK(socket.received() == server_frame(0x8A, "x"));
}

TEST_CASE("a full entrance holds messages back, and then the reading") {
  Limits limits;
  limits.websocket_messages = 2;
  WebSocket socket(limits);
  socket.open();
  socket.around.full = true;
  socket.send(client_text("one"));
  CHECK(socket.server->reading());
  socket.send(client_text("two"));
  CHECK_FALSE(socket.server->reading());
  CHECK(socket.around.arrivals.size() == 1);
  socket.around.full = false;
  socket.server->offer_again();
  CHECK(http::bytes_of(socket.last().body) == "one");
  CHECK(socket.server->reading());
}

TEST_CASE("a close is answered and offered, and the connection ends") {
  WebSocket socket;
  socket.open();
  socket.send(client_close(1000, "bye"));
  CHECK(socket.received() == server_close(1000));
  CHECK(socket.server->ending() == Ending::close);
  REQUIRE(socket.around.arrivals.size() == 2);
  CHECK(socket.last().method == "CLOSE");
  CHECK(socket.last().headers == http::Headers{{"close-code", "1000"}});
  CHECK(http::bytes_of(socket.last().body) == "bye");
  socket.server.reset();
  CHECK(socket.around.told.empty());
  CHECK(socket.around.waiting() == 0);
}

TEST_CASE("a connection that breaks hands over what came, and then that it ended") {
  WebSocket socket;
  socket.open();
  socket.send(client_text("one") + client_text("two") + client_frame(0x01, "half"));
  const bool half_closed = GENERATE(true, false);
  if (half_closed) {
    socket.server->receive_end();
    CHECK(socket.server->ending() == Ending::close);
  }
  socket.server.reset();
  REQUIRE(socket.around.told.size() == 2);
  CHECK(http::bytes_of(socket.around.told[0].request.body) == "two");
  CHECK(socket.around.told[1].request.method == "CLOSE");
  CHECK(socket.around.told[1].request.headers == http::Headers{{"close-code", "1006"}});
}

TEST_CASE("we close a violation with its code, and say so") {
  WebSocket socket;
  socket.open();
  socket.send(client_text("\xff"));
  CHECK(socket.received() == server_close(1007, "a text message is not UTF-8"));
  CHECK(socket.server->ending() == Ending::close);
  CHECK(socket.last().method == "CLOSE");
  CHECK(socket.last().headers == http::Headers{{"close-code", "1007"}});
  CHECK(contains(socket.around.lines.back(), "not UTF-8"));
}

TEST_CASE("a close that we were told to make waits for the peer's, and is not offered") {
  WebSocket socket;
  socket.open();
  socket.server->act(CloseWebSocket{1000, "done"});
  socket.server->act(SendMessage{true, http::make_body("late")});
  CHECK(socket.received() == server_close(1000, "done"));
  CHECK(socket.server->ending() == Ending::none);
  CHECK(socket.server->pace().waiting == Waiting::peer);
  const bool answers = GENERATE(true, false);
  if (answers) {
    socket.send(client_close(1000));
  } else {
    socket.server->expire();
  }
  CHECK(socket.server->ending() == Ending::close);
  socket.server.reset();
  CHECK(socket.around.arrivals.size() == 1);
  CHECK(socket.around.told.empty());
}

TEST_CASE("an answer that refuses a message closes the connection, and none resets it") {
  WebSocket socket;
  socket.open();
  socket.send(client_text("one"));
  SECTION("refused") {
    socket.answer(410);
    CHECK(socket.received() == server_close(1011, "answered 410"));
    CHECK(socket.last().method == "CLOSE");
  }
  SECTION("none") {
    socket.around.reset(socket.around.arrivals.back().ticket);
    CHECK(socket.server->ending() == Ending::reset);
    socket.server.reset();
    REQUIRE(socket.around.told.size() == 1);
    CHECK(socket.around.told.front().request.method == "CLOSE");
  }
}

TEST_CASE("a silent peer is asked once whether it is there") {
  WebSocket socket;
  socket.open();
  CHECK(socket.server->pace().waiting == Waiting::idle);
  socket.server->expire();
  CHECK(socket.received() == server_frame(0x89, ""));
  CHECK(socket.server->pace().waiting == Waiting::peer);
  SECTION("it is") {
    socket.send(client_frame(0x8A, ""));
    CHECK(socket.server->pace().waiting == Waiting::idle);
  }
  SECTION("it is not") {
    socket.server->expire();
    CHECK(socket.server->ending() == Ending::close);
  }
}

TEST_CASE("a peer that does not read what is pushed is reset") {
  Limits limits;
  limits.unsent_event_bytes = 100;
  WebSocket socket(limits);
  socket.open();
  socket.server->act(SendMessage{true, http::make_body(std::string(90, 'x'))});
  CHECK(socket.server->ending() == Ending::none);
  socket.server->act(SendMessage{true, http::make_body(std::string(90, 'x'))});
  CHECK(socket.server->ending() == Ending::reset);
  CHECK(contains(socket.around.lines.back(), "too slowly"));
}

TEST_CASE("a stopping server says goodbye") {
  WebSocket socket;
  socket.open();
  socket.server->drain();
  CHECK(socket.received() == server_close(1001, "the server stops"));
  CHECK(socket.server->ending() == Ending::close);
}

}  // namespace
}  // namespace droppoint::net
