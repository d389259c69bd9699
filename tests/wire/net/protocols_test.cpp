#include <catch2/catch.hpp>

#include "tests/wire/net/program.hpp"
#include "tests/wire/net/raw_client.hpp"
#include "tests/wire/net/served.hpp"
#include "tests/wire/net/text.hpp"

// Every protocol, with and without TLS, by real clients.

namespace droppoint::net {
namespace {

std::string url(const Served& served, const std::string& scheme, const std::string& rest) {
  return scheme + "://127.0.0.1:" + std::to_string(served.port) + rest;
}

TEST_CASE("curl is served with each protocol, in clear text and in TLS") {
  if (!has_curl()) return;
  Served served;
  const auto [scheme, option, status_line, protocol] =
      GENERATE(table<std::string, std::string, std::string, std::string>({
          {"http", "--http1.0", "HTTP/1.1 200 OK", "HTTP/1.1"},
          {"http", "--http1.1", "HTTP/1.1 200 OK", "HTTP/1.1"},
          {"http", "--http2", "HTTP/1.1 200 OK", "HTTP/1.1"},
          {"http", "--http2-prior-knowledge", "HTTP/2 200", "HTTP/2"},
          {"https", "--http1.1", "HTTP/1.1 200 OK", "HTTP/1.1 TLS"},
          {"https", "--http2", "HTTP/2 200", "HTTP/2 TLS"},
          {"https", "--no-alpn", "HTTP/1.1 200 OK", "HTTP/1.1 TLS"},
      }));
  INFO(scheme << " " << option);
  const Ran ran =
      curl({option, "--cacert", served.authority_file(), "--data", "a=b", url(served, scheme, "/x%20y?z")});
  CHECK(ran.errors == "");
  REQUIRE(ran.exit_code == 0);
  CHECK(has(ran.output, status_line));
  CHECK(has(ran.output, "x-method: POST\r\n"));
  CHECK(has(ran.output, "x-target: /x%20y?z\r\n"));
  CHECK(has(ran.output, "x-authority: 127.0.0.1:" + std::to_string(served.port) + "\r\n"));
  CHECK(has(ran.output, "x-protocol: " + protocol + "\r\n"));
  CHECK(has(ran.output, "x-port: " + std::to_string(served.port) + "\r\n"));
  CHECK(has(ran.output, "\r\n\r\na=b"));
}

TEST_CASE("a real host's name is accepted in SNI, its certificate verified, both handed on") {
  if (!has_curl()) return;
  Served served;
  const std::string port = std::to_string(served.port);
  const std::string name =
      GENERATE("api.push.apple.com", "droppoint-acs.communication.azure.com", "localhost");
  const Ran ran = curl({"--cacert", served.authority_file(), "--resolve", name + ":" + port + ":127.0.0.1",
                        "https://" + name + ":" + port + "/"});
  CHECK(ran.errors == "");
  CHECK(has(ran.output, "x-server-name: " + name + "\r\n"));
  CHECK(has(ran.output, "x-authority: " + name + ":" + port + "\r\n"));
  CHECK(has(ran.output, "x-client-certificate: no\r\n"));
}

TEST_CASE("a name of nobody's fails in the client's verification, and the log says whom it does not trust") {
  if (!has_curl()) return;
  Served served;
  const std::string port = std::to_string(served.port);
  const Ran named = curl({"--cacert", served.authority_file(), "--resolve",
                          "example.com:" + port + ":127.0.0.1", "https://example.com:" + port + "/"});
  CHECK(named.exit_code == 60);
  const Ran distrusting = curl({url(served, "https", "/")});
  CHECK(distrusting.exit_code == 60);
  CHECK(has(served.lines.wait_for("does not trust"), served.authority_file()));
  CHECK(served.entrance.arrived() == 0);
}

TEST_CASE("a client certificate is asked for and handed on, whoever signed it") {
  if (!has_curl()) return;
  Served served;
  const std::string file = (served.directory.path() / "client.pem").string();
  const Ran made = run({"openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj",
                        "/UID=com.example/CN=Apple Push", "-keyout", file, "-out", file + ".crt"});
  if (made.exit_code != 0) {
    WARN("openssl is not installed: this test was not run");
    return;
  }
  const Ran ran = curl({"--cacert", served.authority_file(), "--cert", file + ".crt", "--key", file,
                        url(served, "https", "/")});
  CHECK(ran.errors == "");
  CHECK(has(ran.output, "x-client-certificate: yes\r\n"));
  const Arrival arrival = served.entrance.wait_for(1);
  CHECK(arrival.client_certificate.rfind("-----BEGIN CERTIFICATE-----\n", 0) == 0);
}

TEST_CASE("HEAD, kept connections, chunked and large bodies by curl") {
  if (!has_curl()) return;
  Served served;
  const std::string option = GENERATE("--http1.1", "--http2");
  SECTION("HEAD") {
    const Ran ran = curl({option, "--cacert", served.authority_file(), "--head", url(served, "https", "/")});
    CHECK(ran.exit_code == 0);
    CHECK(has(ran.output, "x-method: HEAD"));
  }
  SECTION("two requests on one connection") {
    const Ran ran = curl({option, "--cacert", served.authority_file(), "--write-out", "[%{num_connects}]",
                          url(served, "https", "/1"), url(served, "https", "/2")});
    CHECK(has(ran.output, "[1]"));
    CHECK(has(ran.output, "[0]"));
  }
  SECTION("chunked") {
    const Ran ran = curl({option, "--cacert", served.authority_file(), "--header",
                          "Transfer-Encoding: chunked", "--data", "in chunks", url(served, "https", "/")});
    CHECK(ran.exit_code == 0);
    CHECK(has(ran.output, "in chunks"));
  }
  SECTION("large, there and back, with Expect: 100-continue") {
    const std::string file = (served.directory.path() / "large").string();
    const std::string large = std::string(10'000'000, 'x') + "end";
    FILE* out = std::fopen(file.c_str(), "wb");
    std::fwrite(large.data(), 1, large.size(), out);
    std::fclose(out);
    const Ran ran = curl({option, "--cacert", served.authority_file(), "--data-binary", "@" + file,
                          "--header", "Expect: 100-continue", url(served, "https", "/")});
    CHECK(ran.exit_code == 0);
    CHECK(has(ran.output, " 100"));
    CHECK(ran.output.size() > large.size());
    CHECK(ran.output.substr(ran.output.size() - large.size()) == large);
  }
}

TEST_CASE("curl tunnels through CONNECT, then TLS, then HTTP/2") {
  if (!has_curl()) return;
  Served served;
  const std::string option = GENERATE("--http1.1", "--http2");
  const std::string proxy =
      GENERATE("http", "https") + std::string("://127.0.0.1:") + std::to_string(served.port);
  const Ran ran = curl({option, "--cacert", served.authority_file(), "--proxy", proxy, "--proxy-cacert",
                        served.authority_file(), "https://api.push.apple.com/3/device/ab"});
  CHECK(ran.errors == "");
  REQUIRE(ran.exit_code == 0);
  CHECK(has(ran.output, option == "--http2" ? "x-protocol: HTTP/2 TLS" : "x-protocol: HTTP/1.1 TLS"));
  CHECK(has(ran.output, "x-server-name: api.push.apple.com"));
  CHECK(has(ran.output, "x-authority: api.push.apple.com"));
}

TEST_CASE("CONNECT to a host that is not emulated is refused") {
  if (!has_curl()) return;
  Served served;
  const Ran ran = curl({"--proxy", url(served, "http", ""), "https://example.com/"});
  CHECK(ran.exit_code == 56);
  CHECK(has(ran.output, "HTTP/1.1 403"));
  CHECK(served.entrance.arrived() == 0);
  served.lines.wait_for("example.com:443 refused");
}

TEST_CASE("a plain proxy request reaches the emulated host") {
  if (!has_curl()) return;
  Served served;
  const Ran ran =
      curl({"--proxy", url(served, "http", ""), "http://x.communication.azure.com/chat/threads?a"});
  CHECK(has(ran.output, "x-authority: x.communication.azure.com\r\n"));
  CHECK(has(ran.output, "x-target: /chat/threads?a\r\n"));
}

TEST_CASE("ALPN: h2 wins whatever the order, and what is unknown is no reason to end the handshake") {
  Served served;
  const auto [offered, chosen] = GENERATE(table<std::vector<std::string>, std::string>({
      {{"h2"}, "h2"},
      {{"http/1.1", "h2"}, "h2"},
      {{"h2", "http/1.1"}, "h2"},
      {{"http/1.1"}, "http/1.1"},
      {{"spdy/3", "http/1.1"}, "http/1.1"},
      {{"spdy/3"}, ""},
      {std::vector<std::string>{}, ""},
  }));
  RawClient client(served.port);
  RawClient::Tls tls;
  tls.authority_file = served.authority_file();
  tls.protocols = offered;
  REQUIRE(client.start_tls(tls));
  CHECK(client.chosen_protocol() == chosen);
}

TEST_CASE("HTTP/2 is recognised inside TLS when no ALPN was chosen, as Pushy connects") {
  Served served;
  RawClient connection(served.port);
  RawClient::Tls tls;
  tls.authority_file = served.authority_file();
  REQUIRE(connection.start_tls(tls));
  Http2Client client;
  const auto id = client.post("/3/device/ab", "{}");
  talk(connection, client, [&] { return client.answers[id].closed; });
  CHECK(client.answers[id].status == 200);
  CHECK(client.answers[id].headers["x-protocol"] == "HTTP/2 TLS");
  CHECK(client.answers[id].body == "{}");
}

TEST_CASE("firebase-admin's :scheme of https: is served, many streams at once") {
  Served served;
  RawClient connection(served.port);
  RawClient::Tls tls;
  tls.authority_file = served.authority_file();
  tls.protocols = {"h2"};
  tls.server_name = "fcm.googleapis.com";
  tls.host = "fcm.googleapis.com";
  REQUIRE(connection.start_tls(tls));
  Http2Client client;
  std::vector<std::int32_t> ids;
  for (int count = 0; count < 100; ++count) {
    ids.push_back(client.request({{":method", "POST"},
                                  {":scheme", "https:"},
                                  {":path", "/v1/projects/p/messages:send"},
                                  {":authority", "fcm.googleapis.com:443"},
                                  {"access_token_auth", "true"},
                                  {"content-length", "2"}},
                                 false));
    client.data(ids.back(), "{}");
  }
  talk(connection, client, [&] {
    for (const auto id : ids) {
      if (!client.answers[id].closed) return false;
    }
    return true;
  });
  for (const auto id : ids) {
    CHECK(client.answers[id].status == 200);
    CHECK(client.answers[id].error == 0);
  }
  CHECK(served.entrance.wait_for(1).request.headers.get("access_token_auth") == "true");
}

TEST_CASE("pipelined requests are answered in order") {
  Served served;
  RawClient client(served.port);
  std::string requests;
  for (int count = 0; count < 50; ++count) {
    requests +=
        "POST /" + std::to_string(count) + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\n\r\nbody";
  }
  requests += "GET /last HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
  client.send(requests);
  const std::string answers = client.receive_all();
  std::size_t at = 0;
  for (int count = 0; count < 50; ++count) {
    at = answers.find("x-target: /" + std::to_string(count) + "\r\n", at);
    REQUIRE(at != std::string::npos);
  }
  CHECK(answers.find("x-target: /last\r\n", at) != std::string::npos);
}

TEST_CASE("several ports, one of them on IPv6, share the thread and tell themselves apart") {
  Served served;
  EchoEntrance second;
  second.set_exit(served.listener->make_exit());
  const auto other = served.listener->add_port({}, second);
  REQUIRE(other);
  const auto get = [](std::uint16_t port) {
    RawClient client(port);
    client.send("GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    return client.receive_all();
  };
  CHECK(has(get(*other), "x-port: " + std::to_string(*other)));
  CHECK(has(get(served.port), "x-port: " + std::to_string(served.port)));
  CHECK(second.arrived() == 1);
  CHECK(served.entrance.arrived() == 1);

  RawClient waiting(*other);
  second.hold();
  waiting.send("GET /waits HTTP/1.1\r\nHost: localhost\r\n\r\n");
  const Arrival arrival = second.wait_for(2);
  served.listener->remove_port(*other);
  // What had been asked is still answered, by the exit that outlives its port.
  second.exit().leave(EchoEntrance::one(EchoEntrance::echo(arrival)));
  CHECK(has(waiting.receive_all(), "x-target: /waits"));
  CHECK(has(get(served.port), "x-port: "));
  const auto again = served.listener->add_port({"127.0.0.1", *other, false}, served.entrance);
  REQUIRE(again);
  CHECK(*again == *other);
}

TEST_CASE("ports that cannot be opened are errors that say why") {
  Served served;
  const auto code = [&](PortOptions options) {
    const auto added = served.listener->add_port(options, served.entrance);
    return added ? std::string("opened") : added.error().code;
  };
  CHECK(code({"127.0.0.1", served.port, false}) == "PortInUse");
  CHECK(code({"0.0.0.0", 0, false}) == "NotLoopback");
  CHECK(code({"example.com", 0, false}) == "InvalidAddress");
  CHECK(code({"192.0.2.1", 0, true}) == "CannotListen");
  CHECK(code({"localhost", 0, false}) == "opened");
}

}  // namespace
}  // namespace droppoint::net
