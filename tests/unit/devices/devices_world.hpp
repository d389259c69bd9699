#pragma once

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "fakes/devices/devices.hpp"
#include "tests/support/test_world.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

// Phones between scripted services: a push service that gives out numbered tokens, and a Communication
// Services that registers whoever asks.

namespace droppoint::test {

using Json = nlohmann::ordered_json;

class NumberedTokens final : public wire::Service {
 public:
  sim::Task<wire::Answer> handle(const wire::Hop& hop) override {
    seen.push_back(hop);
    if (hop.request.method != "POST") co_return http::Response{.status = 204};
    if (refuse_tokens) {
      co_return http::Response{
          .status = 400, .body = http::make_body(R"({"reason":"InvalidToken","message":"no such form"})")};
    }
    const Json body = Json::parse(http::bytes_of(hop.request.body));
    const Json answer{
        {"token", body.contains("token") ? body["token"] : Json("token-" + std::to_string(++last))}};
    co_return http::Response{.status = 200, .body = http::make_body(answer.dump())};
  }
  std::deque<wire::Hop> seen;
  bool refuse_tokens = false;
  int last = 0;
};

struct DevicesWorld : TestWorld {
  DevicesWorld() : devices({.wire = wire, .directory = directory, .store = store}) {
    wire.attach(wire::Party::device, devices);
    wire.attach(wire::Party::apns, apns);
    wire.attach(wire::Party::fcm, fcm);
    wire.attach(wire::Party::communication_services, acs);
  }
  ~DevicesWorld() { scheduler.destroy_tasks(); }

  static constexpr std::string_view kPath = "/_droppoint/v1/devices";

  http::Response control(std::string method, const std::string& path, std::string body = {}) {
    auto answer = send(wire::Party::device, request(std::move(method), "localhost", std::string(kPath) + path,
                                                    {}, std::move(body)));
    REQUIRE(answer);
    return **answer;
  }
  Json get(const std::string& path) {
    const auto answer = wire.ask(wire::Party::device, request("GET", "localhost", std::string(kPath) + path));
    REQUIRE(answer->status == 200);
    return Json::parse(http::bytes_of(answer->body));
  }
  void add_iphone(const std::string& more = {}) {
    const auto answer =
        control("PUT", "/iphone", R"({"platform":"ios","app":"com.example.app","user":"alice")" + more + '}');
    INFO(http::bytes_of(answer.body));
    REQUIRE(answer.status == 201);
  }
  void add_pixel(const std::string& more = {}) {
    const auto answer = control("PUT", "/pixel",
                                R"({"platform":"android","app":"com.example.app","user":"bob")" + more + '}');
    INFO(http::bytes_of(answer.body));
    REQUIRE(answer.status == 201);
  }
  void patch(const std::string& name, const std::string& body) {
    const auto answer = control("PATCH", '/' + name, body);
    INFO(http::bytes_of(answer.body));
    REQUIRE(answer.status == 200);
  }
  void forget_seen() {
    apns.seen.clear();
    fcm.seen.clear();
    acs.seen.clear();
  }

  // A push of a party to a device, with a notification of its own.
  struct Outcome {
    wire::Answer answer;
    wire::Verdict verdict;
  };
  Outcome push(wire::Party from, http::Request request, std::string kind = "direct") {
    const wire::TraceId trace = wire.ledger().open_trace();
    const auto notification =
        wire.ledger().open({.trace = trace, .kind = std::move(kind), .channel = "push"});
    const auto answer = std::make_shared<std::optional<wire::Answer>>();
    scheduler.spawn(exchange_for(&wire, from, trace, notification, std::move(request), answer), "push");
    scheduler.run_due();
    return {**answer, wire.ledger().find(notification)->verdict};
  }
  Outcome push_to_iphone(const std::string& kind, const std::string& payload, const std::string& type) {
    const std::string token = get("/iphone")["tokens"][kind];
    return push(
        wire::Party::apns,
        request("POST", "iphone", "/notifications/apns",
                {{"apns-topic", "com.example.app"}, {"apns-push-type", type}, {"x-device-token", token}},
                payload));
  }
  Outcome call_iphone(const std::string& call, int event = 107) {
    return push_to_iphone(
        "voip",
        R"({"aps":{},"data":{"eventId":)" + std::to_string(event) + R"(,"callId":")" + call + R"("}})",
        "voip");
  }
  Outcome push_to_pixel(const std::string& payload) {
    const std::string token = get("/pixel")["tokens"]["fcm"];
    return push(wire::Party::fcm,
                request("POST", "pixel", "/notifications/fcm", {{"x-device-token", token}}, payload));
  }
  Outcome call_pixel(const std::string& call, const std::string& event = "107") {
    return push_to_pixel(R"({"data":{"eventId":")" + event + R"(","callId":")" + call + R"("}})");
  }
  Outcome realtime(const std::string& device, const std::string& call, int event = 107) {
    return push(wire::Party::communication_services,
                request("POST", device, "/realtime", {},
                        R"({"type":"incoming-call","eventId":)" + std::to_string(event) + R"(,"callId":")" +
                            call + R"("})"),
                "incoming-call");
  }
  std::vector<std::string> screens(const std::string& device) {
    std::vector<std::string> result;
    for (const Json& record : get('/' + device + "/notifications")) result.push_back(record["screen"]);
    return result;
  }

  NumberedTokens apns;
  NumberedTokens fcm;
  ScriptedService acs{http::Response{.status = 200, .body = http::make_body(R"({"id":"8:acs:alice"})")}};
  devices::Devices devices;

 private:
  static sim::Task<void> exchange_for(wire::Wire* wire, wire::Party from, wire::TraceId trace,
                                      wire::NotificationId notification, http::Request request,
                                      std::shared_ptr<std::optional<wire::Answer>> answer) {
    wire::Exchange exchange{.from = from,
                            .to = wire::Party::device,
                            .trace = trace,
                            .notification = notification,
                            .request = std::move(request)};
    auto answering = wire->exchange(std::move(exchange));
    *answer = co_await std::move(answering);
  }
};

using Lines = std::vector<std::string>;

// Keys follow from the token, and have a test of their own.
inline std::string without_chat_keys(std::string body) {
  const std::size_t start = body.find("\"chat_keys\":{");
  if (start != std::string::npos) body.erase(start, body.find("},", start) + 2 - start);
  return body;
}
inline Lines lines_of(const std::deque<wire::Hop>& seen) {
  Lines result;
  for (const wire::Hop& hop : seen) {
    std::string line = hop.request.method + ' ' + hop.request.target;
    if (hop.request.body) line += ' ' + without_chat_keys(*hop.request.body);
    result.push_back(std::move(line));
  }
  return result;
}

}  // namespace droppoint::test
