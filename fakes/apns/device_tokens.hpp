#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "emulator/result.hpp"
#include "emulator/sim/random.hpp"
#include "emulator/sim/time.hpp"
#include "fakes/apns/environment.hpp"

namespace droppoint::fakes::apns {

// PushKit gives an app one token for calls, and the system another for everything else.
enum class TokenKind : std::uint8_t { voip, alert };
std::string_view to_text(TokenKind kind);
std::optional<TokenKind> parse_token_kind(std::string_view text);

// An address of one app on one device.
struct DeviceToken {
  std::string token;  // hexadecimal in lower case
  std::string device;
  std::string app;  // the bundle id
  TokenKind kind = TokenKind::alert;
  Environment environment = Environment::production;
  sim::Time issued_at{};
  // Set once the app is gone or has another token.
  std::optional<sim::Time> inactive_since = {};

  // Whether a push with that topic may go to it: its own topic is `<app>.voip` or `<app>`, and an alert token
  // also takes the topics of the other push types.
  bool is_for_topic(std::string_view topic) const;
};

// Apple says never to assume a length; no token of fewer digits has been seen, and longer ones exist.
inline constexpr std::size_t kTokenDigitsMin = 64;
inline constexpr std::size_t kTokenDigitsMax = 200;

// Whether the text has the form of a device token.
bool looks_like_token(std::string_view text);

// The tokens that this APNs has given out or taken over, active or not.
class DeviceTokens {
 public:
  explicit DeviceTokens(sim::Random random) : random_(random) {}

  // Takes `wanted.token`, or draws one if that is empty; the token that the same app had for the same kind
  // stays active until it is forgotten. Fails with "InvalidToken" or "TokenInUse".
  Result<std::string> issue(DeviceToken wanted);
  // Ignores case. Valid until the next issue().
  const DeviceToken* find(std::string_view token) const;
  // The first time stands. Unknown tokens are left alone.
  void deactivate(std::string_view token, sim::Time since);

 private:
  sim::Random random_;
  std::map<std::string, DeviceToken, std::less<>> tokens_;
};

}  // namespace droppoint::fakes::apns
