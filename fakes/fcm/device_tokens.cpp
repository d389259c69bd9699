#include "fakes/fcm/device_tokens.hpp"

#include <algorithm>
#include <utility>

namespace droppoint::fakes::fcm {
namespace {

constexpr std::size_t kBehindColonMin = 32;

bool is_token_text(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
  });
}

}  // namespace

bool looks_like_token(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos || colon == 0) return false;
  const std::string_view rest = text.substr(colon + 1);
  return rest.size() >= kBehindColonMin && is_token_text(text.substr(0, colon)) && is_token_text(rest);
}

Result<std::string> DeviceTokens::issue(DeviceToken wanted) {
  if (wanted.token.empty()) {
    const std::string installation = random_.hex(22);
    wanted.token = installation + ":APA91b" + random_.hex(134);
  }
  std::string token = wanted.token;
  wanted.sequence = ++last_sequence_;
  const auto found = tokens_.find(token);
  if (found == tokens_.end()) {
    tokens_.emplace(token, std::move(wanted));
    return token;
  }
  const DeviceToken& there = found->second;
  if (there.device != wanted.device || there.app != wanted.app) {
    return fail("TokenInUse", "the token belongs to " + there.app + " on " + there.device);
  }
  found->second = std::move(wanted);
  return token;
}

const DeviceToken* DeviceTokens::find(std::string_view token) const {
  const auto found = tokens_.find(token);
  return found == tokens_.end() ? nullptr : &found->second;
}

std::vector<const DeviceToken*> DeviceTokens::active_of_project(std::string_view project) const {
  std::vector<const DeviceToken*> result;
  for (const auto& [text, token] : tokens_) {
    if (token.active && token.project == project) result.push_back(&token);
  }
  return result;
}

const DeviceToken& DeviceTokens::newest_of(const DeviceToken& token) const {
  const DeviceToken* newest = &token;
  for (const auto& [text, other] : tokens_) {
    const bool same =
        other.device == token.device && other.app == token.app && other.project == token.project;
    if (same && other.active && other.sequence > newest->sequence) newest = &other;
  }
  return *newest;
}

void DeviceTokens::deactivate(std::string_view token) {
  if (const auto found = tokens_.find(token); found != tokens_.end()) found->second.active = false;
}

}  // namespace droppoint::fakes::fcm
