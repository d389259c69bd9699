#pragma once

#include <deque>
#include <string>
#include <string_view>
#include <utility>

#include "fakes/outside_client.hpp"
#include "tests/unit/communication_services/service_world.hpp"

// A client of the chat SDK on the real-time channel, without its sockets: what it would send, and what came.

namespace droppoint::test {

class ChannelWorld : public ServiceWorld {
 public:
  explicit ChannelWorld(acs::Options options = {}) : ServiceWorld(std::move(options)) {
    client.pass_on([this](const http::Request& request) { received.push_back(request); });
    world.wire.attach(wire::Party::client, client);
    control("POST", "/chat/messages", {{"from", "bob"}, {"to", "alice"}, {"content", "makes both users"}});
    user = control("GET", "/users").body[user_index("alice")]["id"];
    issue_token();
  }

  std::size_t user_index(const std::string& name) {
    const json users = control("GET", "/users").body;
    for (std::size_t index = 0; index < users.size(); ++index) {
      if (users[index]["name"] == name) return index;
    }
    return 0;
  }
  void issue_token(json scopes = {"chat", "voip"}) {
    const Reply issued = send(signed_request(
        *this, "POST",
        "/identities/" + http::percent_encode(user) + "/:issueAccessToken?api-version=2023-10-01",
        json{{"scopes", std::move(scopes)}, {"expiresInMinutes", 60}}.dump()));
    token = issued.body["token"];
  }

  Reply get(std::string target, http::Headers headers = {}) {
    return send(request("GET", "127.0.0.1:10600", std::move(target), std::move(headers)));
  }
  Reply allocate(const std::string& query = {}) {
    const Reply reply = send(request("POST", "127.0.0.1:10600", "/v4/a?cor_id=1&con_num=1_1&epid=e" + query,
                                     {{"X-Skypetoken", token}, {"Content-Type", "text/plain"}}));
    if (reply.status == 200) allocation = reply.body;
    return reply;
  }
  // Of the allocation, as the client writes it into each query.
  std::string ticket() const {
    std::string query;
    for (const auto& [name, value] : allocation["connectparams"].items()) {
      query += '&' + name + '=' + value.get<std::string>();
    }
    return query;
  }
  Reply handshake(const std::string& query) {
    return get("/socket.io/1/?v=v4&timeout=40&auth=true" + query, {{"X-Skypetoken", token}});
  }
  std::string answer_to_handshake() {
    std::string text;
    for (const auto& hop : world.journal.hops({.limit = 1000})) {
      if (hop->request.target.starts_with("/socket.io/1/?")) text = http::bytes_of((*hop->answer)->body);
    }
    return text;
  }
  // It begins with the session's id.
  std::string session_of_handshake() {
    const std::string text = answer_to_handshake();
    return text.substr(0, text.find(':'));
  }
  Reply upgrade() {
    return get("/socket.io/1/websocket/" + session + "?v=v4" + ticket(),
               {{"Upgrade", "websocket"}, {"Connection", "Upgrade"}});
  }
  Reply register_endpoint(int ttl = 3600, const std::string& template_key = "AcsWeb_Chat_2.1") {
    const json body{
        {"clientDescription", {{"appId", "AcsWeb"}, {"templateKey", template_key}}},
        {"registrationId", "r1"},
        {"nodeId", ""},
        {"transports", {{"TROUTER", {{{"context", ""}, {"path", allocation["surl"]}, {"ttl", ttl}}}}}}};
    return send(request("POST", "127.0.0.1:10600", "/registrar/prod/v3/registrations",
                        {{"X-Skypetoken", token}}, body.dump()));
  }
  // From the allocation to the open session.
  void connect() {
    allocate();
    begin_session();
  }
  void begin_session() {
    handshake(ticket());
    session = session_of_handshake();
    upgrade();
  }
  // A packet by the WebSocket.
  Reply say(std::string packet) {
    http::Request message = request("MESSAGE", "127.0.0.1:10600",
                                    "/socket.io/1/websocket/" + session + "?v=v4", {}, std::move(packet));
    const auto answer =
        world.send(wire::Party::communication_services, std::move(message), wire::Party::client,
                   {.outside = true, .protocol = wire::Protocol::websocket_tls});
    return {(*answer)->status, json(), (*answer)->headers};
  }
  void hang_up() {
    world.send(
        wire::Party::communication_services,
        request("CLOSE", "127.0.0.1:10600", "/socket.io/1/websocket/" + session, {{"close-code", "1006"}}),
        wire::Party::client, {.outside = true, .protocol = wire::Protocol::websocket_tls});
  }
  // The next packet that came, or what else did.
  std::string next() {
    if (received.empty()) return "nothing";
    const http::Request request = std::move(received.front());
    received.pop_front();
    if (request.method != "MESSAGE") return request.method;
    return std::string(http::bytes_of(request.body));
  }
  void skip_greeting() {
    CHECK(next() == "1::");
    CHECK(next().find("trouter.connected") != std::string::npos);
  }
  json chat(const std::string& content = "hello") {
    return control("POST", "/chat/messages", {{"from", "bob"}, {"to", "alice"}, {"content", content}}).body;
  }
  wire::Verdict verdict_of(const json& sent) {
    return world.wire.ledger().verdict(*wire::parse_trace_id(sent["trace"].get<std::string>()));
  }

  OutsideClient client;
  std::deque<http::Request> received;
  std::string user;
  std::string token;
  json allocation;
  std::string session;
};

// The JSON of a `3:::` frame.
inline json frame_of(const std::string& packet) {
  CHECK(packet.rfind("3:::", 0) == 0);
  return json::parse(packet.substr(std::min<std::size_t>(4, packet.size())), nullptr, false);
}

}  // namespace droppoint::test
