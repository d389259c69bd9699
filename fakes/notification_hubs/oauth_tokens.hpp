#pragma once

#include <chrono>
#include <map>
#include <memory>
#include <string>

#include "emulator/result.hpp"
#include "emulator/wire/wire.hpp"
#include "fakes/resources/store.hpp"

namespace droppoint::fakes::notification_hubs {

// The access tokens by which a hub sends through FCM v1: asked of `oauth2.googleapis.com` with a JWT that the
// service account's key signed, and kept until five minutes before they expire.
// https://developers.google.com/identity/protocols/oauth2/service-account
class OauthTokens {
 public:
  explicit OauthTokens(wire::Wire& wire) : wire_(wire) {}

  // Who asks while a request is under way waits for its answer. `trace` and `notification` are of whoever
  // needs it. Fails with "InvalidKey" (the private key cannot be read), "Refused" (the endpoint does not take
  // the account) or "Unreachable" (no answer, or none that holds a token).
  sim::Task<Result<std::string>> token(resources::FcmV1Credential credential, wire::TraceId trace,
                                       wire::NotificationId notification);
  // After FCM called it unauthenticated: the next one is asked for anew.
  void forget(const resources::FcmV1Credential& credential);

  static constexpr sim::Duration kRenewalMargin = std::chrono::minutes(5);

 private:
  struct Granted {
    std::string token;
    sim::Time good_until{};
  };
  struct Fetch;
  static constexpr std::size_t kTokensMax = 1024;

  Result<http::Request> make_request(const resources::FcmV1Credential& credential) const;
  Result<Granted> read_answer(const wire::Answer& answer) const;

  wire::Wire& wire_;
  std::map<std::string, Granted> tokens_;
  std::map<std::string, std::shared_ptr<Fetch>> fetches_;
};

}  // namespace droppoint::fakes::notification_hubs
