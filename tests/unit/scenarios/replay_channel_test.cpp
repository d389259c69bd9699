#include <catch2/catch.hpp>

#include "emulator/journal/memory_journal.hpp"
#include "fakes/auth/acs_hmac.hpp"
#include "fakes/auth/base64.hpp"
#include "fakes/cloud_core.hpp"
#include "scenarios/replay/replay.hpp"

#include <nlohmann/json.hpp>

using namespace std::chrono_literals;
using namespace droppoint;
using nlohmann::json;

namespace {

// A client of the real-time channel that lives in the cloud's own thread.
struct ChannelClient {
  explicit ChannelClient(Cloud& the_cloud) : cloud(the_cloud) {}

  http::Response ask(std::string method, std::string target, http::Headers headers = {},
                     std::string body = {}) {
    http::Request request{.method = std::move(method),
                          .target = std::move(target),
                          .authority = "127.0.0.1:10600",
                          .headers = std::move(headers),
                          .body = http::make_body(std::move(body))};
    if (request.target.starts_with("/identities")) {
      const auto key =
          auth::base64_decode(cloud.core().store().find_communication("droppoint-acs")->primary_key);
      auth::sign_acs_hmac(request, auth::HmacKey(*key), cloud.now());
    }
    const auto answer = cloud.request(std::move(request));
    REQUIRE(answer);
    REQUIRE(answer->has_value());
    return **answer;
  }
  json ask_json(std::string method, std::string target, http::Headers headers = {}, std::string body = {}) {
    const http::Response response =
        ask(std::move(method), std::move(target), std::move(headers), std::move(body));
    return json::parse(http::bytes_of(response.body), nullptr, false);
  }

  void sign_in() {
    const json made = ask_json("POST", "/identities?api-version=2023-10-01", {},
                               R"({"createTokenWithScopes":["chat"],"expiresInMinutes":60})");
    user = made["identity"]["id"];
    token = made["accessToken"]["token"];
  }
  void connect() {
    allocation = ask_json("POST", "/v4/a?cor_id=1" + query, {{"X-Skypetoken", token}});
    query.clear();
    for (const auto& [name, value] : allocation["connectparams"].items()) {
      query += '&' + name + '=' + value.get<std::string>();
    }
    const http::Response shaken = ask("GET", "/socket.io/1/?v=v4" + query, {{"X-Skypetoken", token}});
    const std::string text(http::bytes_of(shaken.body));
    path = "/socket.io/1/websocket/" + text.substr(0, text.find(':'));
    CHECK(ask("GET", path + "?v=v4" + query, {{"Upgrade", "websocket"}}).status == 101);
  }
  void register_endpoint() {
    const json body{{"registrationId", "r1"},
                    {"clientDescription", {{"templateKey", "AcsWeb_Chat_2.1"}}},
                    {"transports", {{"TROUTER", {{{"path", allocation["surl"]}, {"ttl", 3600}}}}}}};
    CHECK(ask("POST", "/registrar/prod/v3/registrations", {{"X-Skypetoken", token}}, body.dump()).status ==
          202);
  }
  void say(const std::string& packet) { CHECK(ask("MESSAGE", path, {}, packet).status == 204); }
  void lose_connection() { ask("CLOSE", path, {{"close-code", "1006"}}); }
  json chat() {
    const json body{{"from", "bob"}, {"to", user}, {"content", "hello"}};
    const auto answer = cloud.control("POST", "/_droppoint/v1/chat/messages", body.dump());
    return json::parse(http::bytes_of((*answer)->body));
  }
  std::string state_of(const json& sent) {
    const auto trace = cloud.trace(*wire::parse_trace_id(sent["trace"].get<std::string>()));
    const std::string_view state = wire::to_text(trace->verdict.state);
    return trace->verdict.cause.empty() ? std::string(state) : trace->verdict.cause;
  }

  Cloud& cloud;
  std::string user;
  std::string token;
  json allocation;
  std::string query;
  std::string path;
};

TEST_CASE("a replay of a session with a channel has every hop, without a socket") {
  const auto recorded = std::make_shared<journal::MemoryJournal>();
  Cloud cloud{{.seed = 12, .journal = recorded}};
  ChannelClient client(cloud);
  client.sign_in();
  client.connect();
  client.register_endpoint();
  const json heard = client.chat();
  client.say(R"(3:::{"id":1,"status":200})");
  CHECK(client.state_of(heard) == "delivered");
  client.say(R"(5:1+::{"name":"ping"})");
  const json unheard = client.chat();
  client.lose_connection();
  client.connect();
  client.say(R"(3:::{"id":2,"status":200})");
  CHECK(client.state_of(unheard) == "delivered");
  cloud.advance(50s);
  client.lose_connection();
  const json lost = client.chat();
  cloud.advance(60s);
  CHECK(client.state_of(lost) == "message-ttl-exceeded");
  client.connect();
  client.say("0::");

  const auto result = scenarios::replay(*recorded);
  REQUIRE(result);
  INFO((result->difference ? result->difference->what + "\n" + result->difference->recorded + "\n" +
                                 result->difference->replayed
                           : std::string()));
  CHECK_FALSE(result->difference);
  std::size_t pushed = 0;
  for (const auto& hop : recorded->hops({.limit = 1000})) {
    if (hop->to == wire::Party::client) ++pushed;
  }
  // Three greetings of two, one loss, three messages, one pong, one heartbeat, one farewell and its close.
  CHECK(pushed == 14);
  CHECK(result->hops > pushed);
}

}  // namespace
