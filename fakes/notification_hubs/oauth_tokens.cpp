#include "fakes/notification_hubs/oauth_tokens.hpp"

#include <coroutine>
#include <optional>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "emulator/http/form.hpp"
#include "fakes/auth/jwt.hpp"
#include "fakes/auth/key.hpp"

namespace droppoint::fakes::notification_hubs {
namespace {

constexpr std::string_view kHost = "oauth2.googleapis.com";
constexpr std::string_view kAudience = "https://oauth2.googleapis.com/token";
constexpr std::string_view kScope = "https://www.googleapis.com/auth/firebase.messaging";
constexpr std::string_view kGrant = "urn:ietf:params:oauth:grant-type:jwt-bearer";
constexpr std::int64_t kAssertionSeconds = 3600;
// A longer life than this is none that Google grants.
constexpr std::int64_t kLifeSecondsMax = 24 * 3600;

std::string key_of(const resources::FcmV1Credential& credential) {
  return credential.client_email + '\n' + credential.private_key;
}

}  // namespace

// One request for a token, and who else waits for it.
struct OauthTokens::Fetch {
  std::optional<Result<std::string>> result;
  std::vector<std::coroutine_handle<>> waiters;

  struct Awaiter {
    Fetch* fetch;
    bool await_ready() const noexcept { return fetch->result.has_value(); }
    void await_suspend(std::coroutine_handle<> waiter) const { fetch->waiters.push_back(waiter); }
    void await_resume() const noexcept {}
  };
  Awaiter done() { return {this}; }

  void finish(sim::Scheduler& scheduler, const Result<std::string>& outcome) {
    result = outcome;
    for (const std::coroutine_handle<> waiter : std::exchange(waiters, {})) scheduler.post(waiter);
  }
};

Result<http::Request> OauthTokens::make_request(const resources::FcmV1Credential& credential) const {
  const auto key = auth::RsaPrivateKey::from_pem(credential.private_key);
  if (!key) return tl::unexpected(key.error());
  const std::int64_t now = sim::unix_seconds(wire_.scheduler().now());
  const nlohmann::ordered_json claims{{"iss", credential.client_email},
                                      {"scope", kScope},
                                      {"aud", kAudience},
                                      {"iat", now},
                                      {"exp", now + kAssertionSeconds}};
  http::Form form;
  form.add("grant_type", std::string(kGrant));
  form.add("assertion",
           auth::make_jwt_rs256(R"({"alg":"RS256"})",
                                claims.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace), *key));
  return http::Request{
      .method = "POST",
      .target = "/token",
      .authority = std::string(kHost),
      .headers = {{"accept", "application/json"}, {"content-type", "application/x-www-form-urlencoded"}},
      .body = http::make_body(form.encode())};
}

Result<OauthTokens::Granted> OauthTokens::read_answer(const wire::Answer& answer) const {
  if (!answer) return fail("Unreachable", "no answer (" + std::string(to_text(answer.error())) + ')');
  const auto json = nlohmann::json::parse(http::bytes_of(answer->body), nullptr, false);
  const auto text = [&json](const char* name) {
    const bool there = json.is_object() && json.contains(name) && json[name].is_string();
    return there ? json[name].get<std::string>() : std::string();
  };
  if (answer->status >= 400 && answer->status < 500 && answer->status != 429) {
    return fail("Refused", std::to_string(answer->status) + ' ' + text("error"));
  }
  std::string token = text("access_token");
  if (answer->status != 200 || token.empty())
    return fail("Unreachable", "answered " + std::to_string(answer->status) + " without a token");
  std::int64_t life = kAssertionSeconds;
  if (json.contains("expires_in") && json["expires_in"].is_number_integer())
    life = std::min(std::max<std::int64_t>(json["expires_in"].get<std::int64_t>(), 0), kLifeSecondsMax);
  const sim::Time expires = wire_.scheduler().now() + std::chrono::seconds(life);
  return Granted{std::move(token), expires - kRenewalMargin};
}

sim::Task<Result<std::string>> OauthTokens::token(resources::FcmV1Credential credential, wire::TraceId trace,
                                                  wire::NotificationId notification) {
  const std::string key = key_of(credential);
  const auto known = tokens_.find(key);
  if (known != tokens_.end() && wire_.scheduler().now() < known->second.good_until)
    co_return known->second.token;

  const auto under_way = fetches_.find(key);
  if (under_way != fetches_.end()) {
    const std::shared_ptr<Fetch> fetch = under_way->second;
    auto waiting = fetch->done();
    co_await waiting;
    co_return *fetch->result;
  }

  auto request = make_request(credential);
  if (!request) co_return tl::unexpected(request.error());
  const auto fetch = std::make_shared<Fetch>();
  fetches_.emplace(key, fetch);
  wire::Exchange exchange{.from = wire::Party::notification_hubs,
                          .to = wire::Party::fcm,
                          .trace = trace,
                          .notification = notification,
                          .request = std::move(*request)};
  auto answering = wire_.exchange(std::move(exchange));
  const wire::Answer answer = co_await std::move(answering);

  fetches_.erase(key);
  auto granted = read_answer(answer);
  Result<std::string> outcome =
      granted ? Result<std::string>(granted->token) : tl::unexpected(granted.error());
  if (granted) {
    if (tokens_.size() >= kTokensMax) tokens_.clear();
    tokens_.insert_or_assign(key, std::move(*granted));
  }
  fetch->finish(wire_.scheduler(), outcome);
  co_return outcome;
}

void OauthTokens::forget(const resources::FcmV1Credential& credential) {
  tokens_.erase(key_of(credential));
}

}  // namespace droppoint::fakes::notification_hubs
