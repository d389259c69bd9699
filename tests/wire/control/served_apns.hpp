#pragma once

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "app/serve/served_cloud.hpp"
#include "fakes/auth/fixed_keys.hpp"
#include "fakes/auth/jwt.hpp"
#include "fakes/auth/key.hpp"
#include "fakes/well_known.hpp"
#include "tests/unit/net/temporary_directory.hpp"
#include "tests/wire/net/raw_client.hpp"

namespace droppoint::test {

inline const sim::Time kServedApnsStart = *sim::parse_iso8601("2026-01-01T00:00:00Z");

// A whole cloud at a port, whose clock stands still and judges credentials, so that a test signs for a date
// that it knows.
struct ServedApns {
  net::TemporaryDirectory directory;
  std::unique_ptr<app::ServedCloud> cloud;

  explicit ServedApns(bool ramp_up = false) {
    app::ServeOptions options;
    options.port = 0;
    options.config = config::default_cloud_config();
    options.config.credential_clock_cloud = true;
    options.config.apns.stream_ramp_up = ramp_up;
    options.journal_file = journal_file();
    options.state_directory = directory.path() / "state";
    options.pace = {.mode = owner::Pace::Mode::manual};
    options.clock_start = kServedApnsStart;
    auto started = app::ServedCloud::start(std::move(options));
    REQUIRE(started);
    cloud = std::move(*started);
  }

  std::string journal_file() const { return (directory.path() / "journal.db").string(); }
  std::uint16_t port() const { return cloud->port(); }

  // A control call over HTTP/1.1: the whole answer, head and body.
  std::string control(const std::string& method, const std::string& path, const std::string& body = {}) {
    net::RawClient client(port());
    client.send(method + " /_droppoint/v1" + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" +
                "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
    return client.receive_all();
  }
  // A fault on the next push to APNs, or on as many as `more` says.
  void fault(const std::string& effect, const std::string& more = R"("times":1)") {
    const std::string answer =
        control("POST", "/faults",
                R"({"to":"apns","match":{"path":"/3/device/*"},)" + more + R"(,"http2":)" + effect + "}");
    INFO(answer);
    REQUIRE(answer.rfind("HTTP/1.1 201", 0) == 0);
  }
  // Once what the last push opened is committed: how many there were, each answered or not.
  std::size_t pushes() {
    const std::string hops = control("GET", "/hops?to=apns&from=client&limit=1000");
    std::size_t count = 0;
    for (std::size_t at = hops.find("/3/device/"); at != std::string::npos;
         at = hops.find("/3/device/", at + 1))
      ++count;
    return count;
  }
  static std::string bearer(std::int64_t age_seconds = 0) {
    return "bearer " +
           auth::make_jwt_es256(R"({"alg":"ES256","kid":")" + std::string(fakes::kDefaultKeyId) + R"("})",
                                R"({"iss":")" + std::string(fakes::kDefaultTeam) + R"(","iat":)" +
                                    std::to_string(sim::unix_seconds(kServedApnsStart) - age_seconds) + '}',
                                auth::fixed_apns_signing_key());
  }
};

// An HTTP/2 connection without TLS that has seen the server's SETTINGS.
struct PushConnection {
  net::RawClient connection;
  net::Http2Client client;

  explicit PushConnection(const ServedApns& served) : connection(served.port()) {
    net::talk(connection, client, [this] { return !client.settings.empty(); });
    client.came.clear();
  }
  // A push that APNs refuses with 403, for it has no token; with one, 400, for its device is nobody's.
  std::int32_t push(const std::string& bearer = {}) {
    net::Http2Client::Fields fields;
    if (!bearer.empty()) fields = {{"authorization", bearer}, {"apns-topic", "com.example.droppoint"}};
    return client.post("/3/device/" + std::string(64, 'a'), "{}", std::move(fields));
  }
  template <class Done>
  void until(Done done) {
    net::talk(connection, client, done);
  }
  void until_closed(std::int32_t id) {
    until([this, id] { return client.answers[id].closed; });
  }
  // Reads whatever comes until the server closes.
  void until_end() {
    until([] { return false; });
  }
  int answered() {
    const auto id = push();
    until_closed(id);
    client.came.clear();
    return client.answers[id].status;
  }
};

}  // namespace droppoint::test
