#include "fakes/apns/device_tokens.hpp"

#include <algorithm>
#include <utility>

#include "emulator/excerpt.hpp"
#include "emulator/http/headers.hpp"
#include "fakes/apns/push_types.hpp"

namespace droppoint::fakes::apns {

std::string_view to_text(TokenKind kind) {
  return kind == TokenKind::voip ? "voip" : "alert";
}

std::optional<TokenKind> parse_token_kind(std::string_view text) {
  for (const TokenKind kind : {TokenKind::voip, TokenKind::alert}) {
    if (to_text(kind) == text) return kind;
  }
  return std::nullopt;
}

bool DeviceToken::is_for_topic(std::string_view topic) const {
  if (!topic.starts_with(app)) return false;
  const std::string_view suffix = topic.substr(app.size());
  const std::string_view voip_suffix = find_push_type("voip")->topic_suffix;
  if (kind == TokenKind::voip) return suffix == voip_suffix;
  const auto types = all_push_types();
  return suffix != voip_suffix && std::any_of(types.begin(), types.end(), [suffix](const PushType& type) {
           return type.topic_suffix == suffix;
         });
}

bool looks_like_token(std::string_view text) {
  const bool fits = text.size() >= kTokenDigitsMin && text.size() <= kTokenDigitsMax && text.size() % 2 == 0;
  return fits && text.find_first_not_of("0123456789abcdefABCDEF") == std::string_view::npos;
}

Result<std::string> DeviceTokens::issue(DeviceToken wanted) {
  wanted.inactive_since.reset();
  if (wanted.token.empty()) {
    wanted.token = random_.hex(kTokenDigitsMin);
  } else if (!looks_like_token(wanted.token)) {
    return fail("InvalidToken",
                "an APNs device token has " + std::to_string(kTokenDigitsMin) +
                    " or more hexadecimal digits, not `" + excerpt(wanted.token) + '`',
                "Leave it out to have one made.");
  }
  wanted.token = http::to_lower(wanted.token);
  std::string token = wanted.token;
  if (const DeviceToken* held = find(token); held != nullptr && !held->inactive_since) {
    const bool same = held->device == wanted.device && held->app == wanted.app && held->kind == wanted.kind;
    if (!same) {
      return fail("TokenInUse",
                  "the token " + token + " is the " + std::string(to_text(held->kind)) + " token of " +
                      held->app + " on " + held->device,
                  "Each app has one token of each kind on each device.");
    }
  }
  tokens_.insert_or_assign(token, std::move(wanted));
  return token;
}

const DeviceToken* DeviceTokens::find(std::string_view token) const {
  const auto found = tokens_.find(http::to_lower(token));
  return found == tokens_.end() ? nullptr : &found->second;
}

void DeviceTokens::deactivate(std::string_view token, sim::Time since) {
  const auto found = tokens_.find(http::to_lower(token));
  if (found != tokens_.end() && !found->second.inactive_since) found->second.inactive_since = since;
}

}  // namespace droppoint::fakes::apns
