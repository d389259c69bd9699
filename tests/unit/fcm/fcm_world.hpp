#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "emulator/http/form.hpp"
#include "fakes/auth/fixed_keys.hpp"
#include "fakes/auth/jwt.hpp"
#include "fakes/fcm/fcm.hpp"
#include "tests/support/test_world.hpp"

#include <catch2/catch.hpp>

// An FCM that knows two projects, and a scripted phone behind it that has one app of the first.

namespace droppoint::test {

inline const std::string kAccount = "push@demo.iam.gserviceaccount.com";
inline const std::string kOtherAccount = "push@other.iam.gserviceaccount.com";
inline const std::string kMessagingScope = "https://www.googleapis.com/auth/firebase.messaging";

// In the form of a token, but no device has it.
inline const std::string kNobodysToken = "abcdefghijklmnopqrstuv:APA91b" + std::string(134, 'x');

inline const auth::RsaPrivateKey& account_key() {
  static const auth::RsaPrivateKey key = *auth::RsaPrivateKey::from_pem(auth::kFcmServiceAccountPem);
  return key;
}
inline const auth::RsaPrivateKey& wrong_key() {
  static const auth::RsaPrivateKey key = *auth::RsaPrivateKey::from_pem(auth::kTokenSigningKeyPem);
  return key;
}

inline std::string member_text(const http::Response& response, std::string_view name) {
  const std::string text(http::bytes_of(response.body));
  const std::string before = '"' + std::string(name) + "\":\"";
  const std::size_t start = text.find(before);
  if (start == std::string::npos) return {};
  const std::size_t from = start + before.size();
  return text.substr(from, text.find('"', from) - from);
}

inline bool contains(const http::Response& response, std::string_view text) {
  return http::bytes_of(response.body).find(text) != std::string_view::npos;
}

struct Claims {
  std::string sub = {};
  std::string iss = kAccount;
  std::string aud = "https://oauth2.googleapis.com/token";
  std::string scope = kMessagingScope;
  sim::Duration issued = {};  // after now
  sim::Duration lifetime = std::chrono::hours(1);
};

struct FcmWorld : TestWorld {
  explicit FcmWorld(fakes::fcm::Options options = two_projects())
      : fcm({.wire = wire, .directory = directory, .random = random, .options = std::move(options)}) {
    wire.attach(wire::Party::fcm, fcm);
    wire.attach(wire::Party::device, phone);
    token = issue("demo");
    directory.write(token, {"phone", "bob"});
    connect(true);
    access = access_token();
  }
  ~FcmWorld() { scheduler.destroy_tasks(); }

  static fakes::fcm::Options two_projects() {
    fakes::fcm::Options result;
    result.projects.push_back({.project_id = "demo",
                               .service_accounts = {{kAccount, account_key().public_key()}},
                               .number = "123456789012",
                               .server_keys = {"demo-key"}});
    result.projects.push_back({.project_id = "other",
                               .service_accounts = {{kOtherAccount, account_key().public_key()}},
                               .server_keys = {"other-key"}});
    return result;
  }

  std::string issue(const std::string& project, const std::string& device = "phone",
                    const std::string& app = "com.example") {
    const auto answer =
        from_device("POST", "/_device/tokens",
                    R"({"device":")" + device + R"(","app":")" + app + R"(","project":")" + project + "\"}");
    REQUIRE(answer.status == 200);
    return member_text(answer, "token");
  }
  // Another device of the first project, online.
  std::string add_phone(const std::string& device) {
    const std::string issued = issue("demo", device);
    directory.write(issued, {device, "carol"});
    REQUIRE(from_device("PUT", "/_device/connections/" + device, R"({"online":true})").status == 204);
    return issued;
  }
  void connect(bool online) { connect(online ? R"({"online":true})" : R"({"online":false})"); }
  void connect(const char* body) {
    REQUIRE(from_device("PUT", "/_device/connections/phone", body).status == 204);
  }
  http::Response from_device(std::string method, std::string target, std::string body = {}) {
    const auto answer =
        send(wire::Party::fcm,
             request(std::move(method), "fcm.googleapis.com", std::move(target), {}, std::move(body)),
             wire::Party::device);
    return **answer;
  }
  http::Response post(std::string target, std::string body, http::Headers headers = {}) {
    const auto answer = send(wire::Party::fcm, request("POST", "fcm.googleapis.com", std::move(target),
                                                       std::move(headers), std::move(body)));
    return **answer;
  }

  http::Response call(std::string method, std::string target, std::string body = {}) {
    const auto answer =
        send(wire::Party::fcm, request(std::move(method), "fcm.googleapis.com", std::move(target),
                                       {{"authorization", "Bearer " + access}}, std::move(body)));
    return **answer;
  }

  http::Response ask_token(const Claims& claims, const auth::RsaPrivateKey& key = account_key()) {
    const std::int64_t iat = sim::unix_seconds(scheduler.now() + claims.issued);
    const std::int64_t exp = sim::unix_seconds(scheduler.now() + claims.issued + claims.lifetime);
    const std::string jwt = auth::make_jwt_rs256(
        R"({"alg":"RS256"})",
        R"({"iss":")" + claims.iss + (claims.sub.empty() ? "" : R"(","sub":")" + claims.sub) +
            R"(","scope":")" + claims.scope + R"(","aud":")" + claims.aud + R"(","exp":)" +
            std::to_string(exp) + R"(,"iat":)" + std::to_string(iat) + '}',
        key);
    http::Form form;
    form.add("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer");
    form.add("assertion", jwt);
    return post("/token", form.encode());
  }
  std::string access_token(const Claims& claims = {}) {
    return member_text(ask_token(claims), "access_token");
  }

  http::Response push(const std::string& body, const std::string& project = "demo") {
    return post("/v1/projects/" + project + "/messages:send", body, {{"authorization", "Bearer " + access}});
  }
  // `more`: members of the message behind the token, each with a comma before it.
  http::Response push_to_phone(const std::string& more = {}) {
    return push(R"({"message":{"token":")" + token + '"' + more + "}}");
  }
  wire::Verdict verdict_of(wire::TraceId trace) { return wire.ledger().verdict(trace); }

  ScriptedService phone;
  fakes::fcm::Fcm fcm;
  std::string token;
  std::string access;
};

}  // namespace droppoint::test
