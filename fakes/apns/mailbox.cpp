#include "fakes/apns/mailbox.hpp"

#include <algorithm>

namespace droppoint::fakes::apns {
namespace {

void sort_oldest_first(std::vector<Push>& pushes) {
  std::sort(pushes.begin(), pushes.end(),
            [](const Push& one, const Push& other) { return one.sequence < other.sequence; });
}

}  // namespace

std::optional<Push> Mailbox::put(Push push) {
  std::pair<std::string, std::string> key{push.device, push.app};
  const auto found = stored_.find(key);
  if (found == stored_.end()) {
    stored_.emplace(std::move(key), Stored{.push = std::move(push)});
    return std::nullopt;
  }
  if (found->second.push.sequence > push.sequence) return push;
  std::optional<Push> older = std::move(found->second.push);
  found->second = Stored{.push = std::move(push)};
  return older;
}

Mailbox::Stored* Mailbox::find(std::string_view device, std::string_view app, std::uint64_t sequence) {
  const auto found = stored_.find(std::pair{std::string(device), std::string(app)});
  if (found == stored_.end() || found->second.push.sequence != sequence) return nullptr;
  return &found->second;
}

std::optional<Push> Mailbox::take(std::string_view device, std::string_view app, std::uint64_t sequence) {
  Stored* stored = find(device, app, sequence);
  if (stored == nullptr) return std::nullopt;
  std::optional<Push> push = std::move(stored->push);
  stored_.erase(std::pair{std::string(device), std::string(app)});
  return push;
}

std::vector<Push> Mailbox::take_of_device(std::string_view device) {
  std::vector<Push> taken;
  for (auto entry = stored_.begin(); entry != stored_.end();) {
    if (entry->second.push.device == device) {
      taken.push_back(std::move(entry->second.push));
      entry = stored_.erase(entry);
    } else {
      ++entry;
    }
  }
  sort_oldest_first(taken);
  return taken;
}

std::vector<Push> Mailbox::take_of_token(std::string_view token) {
  std::vector<Push> taken;
  for (auto entry = stored_.begin(); entry != stored_.end();) {
    if (entry->second.push.token == token) {
      taken.push_back(std::move(entry->second.push));
      entry = stored_.erase(entry);
    } else {
      ++entry;
    }
  }
  sort_oldest_first(taken);
  return taken;
}

}  // namespace droppoint::fakes::apns
