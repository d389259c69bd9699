#include "emulator/net/outgoing_client.hpp"

#include <atomic>
#include <future>

#include <catch2/catch.hpp>

#include "tests/wire/net/raw_server.hpp"
#include "tests/wire/net/served.hpp"

namespace droppoint::net {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kAmple{30'000};

http::Request to(const std::string& url) {
  return {"POST", url, "", {{"X-Mixed-Case", "1"}}, http::make_body("body")};
}

Result<http::Response> call(OutgoingClient& client, http::Request request, milliseconds timeout = kAmple) {
  std::promise<Result<http::Response>> promise;
  REQUIRE(client.send(7, std::move(request), timeout, [&](OutgoingId id, Result<http::Response> answer) {
    if (id == 7) promise.set_value(std::move(answer));
  }));
  auto future = promise.get_future();
  REQUIRE(future.wait_for(kPatience) == std::future_status::ready);
  return future.get();
}

// Stops without waiting for answers that the test never gives.
Limits without_drain() {
  Limits limits;
  limits.drain = milliseconds(20);
  return limits;
}

std::string code_of(const Result<http::Response>& answer) {
  return answer ? "answered" : answer.error().code;
}

TEST_CASE("a webhook on this machine is called over http and https, by address and by name") {
  Served served;
  OutgoingClient client(OutgoingOptions{});
  const std::string place =
      GENERATE("http://127.0.0.1", "https://127.0.0.1", "http://localhost", "http://hook.localhost");
  const std::string authority = place.substr(place.find("//") + 2) + ":" + std::to_string(served.port);
  const auto answer = call(client, to(place + ":" + std::to_string(served.port) + "/api/hook%20?code=a%2Fb"));
  REQUIRE(answer);
  CHECK(answer->status == 200);
  CHECK(http::bytes_of(answer->body) == "body");
  CHECK(answer->headers.get("x-authority") == authority);
  const Arrival arrival = served.entrance.wait_for(1);
  CHECK(arrival.request.target == "/api/hook%20?code=a%2Fb");
  CHECK(arrival.request.headers.get("X-Mixed-Case") == "1");
}

TEST_CASE("certificates of loopback servers are verified only if asked for") {
  Served served;
  OutgoingOptions options;
  options.verify_loopback_certificates = true;
  OutgoingClient client(options);
  CHECK(code_of(call(client, to("https://127.0.0.1:" + std::to_string(served.port) + "/"))) == "Unreachable");
}

TEST_CASE("what is not on this machine is not called") {
  OutgoingClient client(OutgoingOptions{});
  const auto [url, code] = GENERATE(table<std::string, std::string>({
      {"https://example.com/", "EndpointNotAllowed"},
      {"http://192.0.2.1/", "EndpointNotAllowed"},
      {"http://[2001:db8::1]/", "EndpointNotAllowed"},
      {"http://127.0.0.1.example.com/", "EndpointNotAllowed"},
      {"http://localhost.example.com/", "EndpointNotAllowed"},
      {"ftp://127.0.0.1/", "EndpointNotAllowed"},
      {"/no/host", "InvalidUrl"},
      {"http://", "InvalidUrl"},
  }));
  INFO(url);
  CHECK(code_of(call(client, to(url))) == code);
  REQUIRE_FALSE(client.check(url));
  CHECK(client.check(url).error().code == code);
}

TEST_CASE("an allowed host passes the check, others do not") {
  OutgoingOptions options;
  options.allowed = HostList({"hooks.example.com"});
  OutgoingClient client(options);
  CHECK(client.check("https://hooks.example.com/a"));
  CHECK(client.check("http://127.0.0.1:1/"));
  CHECK_FALSE(client.check("https://example.com/a"));
}

TEST_CASE("a closed port is unreachable, and so is a connection that ends early") {
  OutgoingClient client(OutgoingOptions{});
  SECTION("closed") {
    std::uint16_t closed = 0;
    { closed = RawServer("").port(); }
    CHECK(code_of(call(client, to("http://127.0.0.1:" + std::to_string(closed) + "/"))) == "Unreachable");
  }
  SECTION("no answer") {
    RawServer server("");
    CHECK(code_of(call(client, to("http://127.0.0.1:" + std::to_string(server.port()) + "/"))) ==
          "Unreachable");
  }
  SECTION("half an answer") {
    RawServer server("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n123");
    CHECK(code_of(call(client, to("http://127.0.0.1:" + std::to_string(server.port()) + "/"))) ==
          "Unreachable");
  }
  SECTION("not HTTP") {
    RawServer server("SSH-2.0-x\r\n");
    CHECK(code_of(call(client, to("http://127.0.0.1:" + std::to_string(server.port()) + "/"))) ==
          "Unreachable");
  }
  SECTION("too large an answer") {
    OutgoingOptions options;
    options.body_bytes_max = 5;
    OutgoingClient small(options);
    RawServer server("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n123456");
    CHECK(code_of(call(small, to("http://127.0.0.1:" + std::to_string(server.port()) + "/"))) ==
          "Unreachable");
  }
}

TEST_CASE("redirects are handed back, not followed") {
  OutgoingClient client(OutgoingOptions{});
  RawServer server("HTTP/1.1 302 Found\r\nLocation: http://example.com/\r\nContent-Length: 0\r\n\r\n");
  const auto answer = call(client, to("http://127.0.0.1:" + std::to_string(server.port()) + "/"));
  REQUIRE(answer);
  CHECK(answer->status == 302);
  CHECK(answer->headers.get("location") == "http://example.com/");
}

TEST_CASE("a server that does not answer in time has timed out, also if it drips") {
  Served served(without_drain());
  served.entrance.hold();
  OutgoingClient client(OutgoingOptions{});
  SECTION("silent") {
    CHECK(code_of(call(client, to("http://127.0.0.1:" + std::to_string(served.port) + "/"),
                       milliseconds(20))) == "TimedOut");
  }
  SECTION("dripping") {
    RawServer server("HTTP/1.1 200 OK\r\nX-Long: ", RawServer::Then::drip);
    CHECK(code_of(call(client, to("http://127.0.0.1:" + std::to_string(server.port()) + "/"),
                       milliseconds(100))) == "TimedOut");
  }
  SECTION("no time at all") {
    CHECK(code_of(call(client, to("http://127.0.0.1:" + std::to_string(served.port) + "/"),
                       milliseconds(0))) == "TimedOut");
  }
}

TEST_CASE("each call is answered once, also when the client is destroyed; too many are refused") {
  Served served(without_drain());
  served.entrance.hold();
  std::atomic<int> answered = 0;
  int accepted = 0;
  {
    OutgoingOptions options;
    options.threads = 2;
    options.waiting_max = 5;
    OutgoingClient client(options);
    const auto done = [&](OutgoingId, Result<http::Response> answer) {
      if (code_of(answer) == "Unreachable") ++answered;
    };
    for (int count = 0; count < 2; ++count) {
      REQUIRE(client.send(1, to("http://127.0.0.1:" + std::to_string(served.port) + "/"), kAmple, done));
      ++accepted;
      served.entrance.wait_for(static_cast<std::size_t>(accepted));
    }
    while (client.send(2, to("http://127.0.0.1:" + std::to_string(served.port) + "/"), kAmple, done))
      ++accepted;
    CHECK(accepted == 7);
  }
  CHECK(answered == accepted);
}

}  // namespace
}  // namespace droppoint::net
