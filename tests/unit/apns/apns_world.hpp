#pragma once

#include <memory>
#include <string>
#include <utility>

#include "fakes/apns/apns.hpp"
#include "fakes/auth/fixed_keys.hpp"
#include "fakes/auth/jwt.hpp"
#include "tests/support/test_world.hpp"

#include <catch2/catch.hpp>

// An APNs that knows one team with two keys, and a scripted phone behind it that has one app.

namespace droppoint::test {

inline const std::string kApp = "com.example.app";
inline const std::string kKeyId = "KEYID12345";
inline const std::string kTeamId = "TEAMID6789";

inline const auth::EcPrivateKey& team_key() {
  static const auth::EcPrivateKey key = *auth::EcPrivateKey::from_pem(auth::kApnsSigningKeyPem);
  return key;
}

inline apns::Options default_options() {
  apns::Options options;
  options.provider_keys.push_back({.key_id = kKeyId, .team_id = kTeamId, .key = team_key().public_key()});
  return options;
}

struct ApnsWorld : TestWorld {
  explicit ApnsWorld(apns::Options options = default_options())
      : apns({.wire = wire, .directory = directory, .random = random, .options = std::move(options)}) {
    wire.attach(wire::Party::apns, apns);
    wire.attach(wire::Party::device, phone);
    alert = issue("alert");
    voip = issue("voip");
    sandbox = issue("alert", "sandbox", "tablet");
    connect("phone", true);
    connect("tablet", true);
    directory.write(alert, {"phone", "alice"});
  }
  ~ApnsWorld() { scheduler.destroy_tasks(); }

  std::string issue(const std::string& kind, const std::string& environment = "production",
                    const std::string& device = "phone", const std::string& token = {}) {
    std::string body = R"({"device":")" + device + R"(","app":")" + kApp + R"(","kind":")" + kind +
                       R"(","environment":")" + environment + '"';
    if (!token.empty()) body += R"(,"token":")" + token + '"';
    const wire::Answer answer = from_device("POST", "/_device/tokens", body + '}');
    if (answer->status != 200) return {};
    const std::string text(http::bytes_of(answer->body));
    constexpr std::string_view kBefore = R"({"token":")";
    return text.substr(kBefore.size(), text.size() - kBefore.size() - 2);
  }
  void connect(const std::string& device, bool online) {
    const auto answer = from_device("PUT", "/_device/connections/" + device,
                                    std::string(R"({"online":)") + (online ? "true}" : "false}"));
    REQUIRE(answer->status == 204);
  }
  wire::Answer from_device(std::string method, std::string target, std::string body = {}) {
    return *send(wire::Party::apns,
                 request(std::move(method), "api.push.apple.com", std::move(target), {}, std::move(body)),
                 wire::Party::device);
  }

  // What a provider with that clock would send now.
  std::string bearer(sim::Duration age = {}) const {
    const std::int64_t issued = sim::unix_seconds(scheduler.now() - age);
    return "bearer " +
           auth::make_jwt_es256(R"({"alg":"ES256","kid":")" + kKeyId + R"("})",
                                R"({"iss":")" + kTeamId + R"(","iat":)" + std::to_string(issued) + '}',
                                team_key());
  }
  http::Request valid(const std::string& token) const {
    return request("POST", "api.push.apple.com", "/3/device/" + token,
                   {{"authorization", bearer()}, {"apns-topic", kApp}, {"apns-push-type", "alert"}},
                   R"({"aps":{"alert":"hello"}})");
  }
  http::Request call(const std::string& token) const {
    http::Request ringing = valid(token);
    ringing.headers.set("apns-topic", kApp + ".voip");
    ringing.headers.set("apns-push-type", "voip");
    return ringing;
  }
  http::Response push(http::Request request) {
    auto answer = send(wire::Party::apns, std::move(request));
    REQUIRE(answer);
    REQUIRE(answer->has_value());
    return **answer;
  }
  // As the hub sends: with a notification that somebody else settles.
  http::Response push_for(wire::NotificationId notification, wire::TraceId trace, http::Request request) {
    const auto answer = std::make_shared<std::optional<wire::Answer>>();
    scheduler.spawn(exchange_for(&wire, trace, notification, std::move(request), answer), "hub");
    scheduler.run_due();
    return **(*answer);
  }

  ScriptedService phone;
  apns::Apns apns;
  std::string alert;
  std::string voip;
  std::string sandbox;

 private:
  static sim::Task<void> exchange_for(wire::Wire* wire, wire::TraceId trace,
                                      wire::NotificationId notification, http::Request request,
                                      std::shared_ptr<std::optional<wire::Answer>> answer) {
    wire::Exchange exchange{.from = wire::Party::notification_hubs,
                            .to = wire::Party::apns,
                            .trace = trace,
                            .notification = notification,
                            .request = std::move(request)};
    auto answering = wire->exchange(std::move(exchange));
    *answer = co_await std::move(answering);
  }
};

inline std::string body_of(const http::Response& response) {
  return std::string(http::bytes_of(response.body));
}

inline std::string reason_body(std::string_view reason) {
  return R"({"reason":")" + std::string(reason) + R"("})";
}

}  // namespace droppoint::test
