#include "fakes/communication_services/registrations.hpp"

#include <algorithm>

namespace droppoint::fakes::communication_services {

void Registrations::put(Registration registration) {
  std::vector<Registration>& entries = by_user_[registration.user];
  std::erase_if(entries, [&registration](const Registration& entry) {
    return entry.id == registration.id ||
           (entry.purpose == registration.purpose && entry.token == registration.token);
  });
  entries.push_back(std::move(registration));
}

bool Registrations::remove(std::string_view user, std::string_view id) {
  const auto entries = by_user_.find(user);
  if (entries == by_user_.end()) return false;
  return std::erase_if(entries->second, [id](const Registration& entry) { return entry.id == id; }) > 0;
}

void Registrations::remove_device(std::string_view device) {
  for (auto& [user, entries] : by_user_) {
    std::erase_if(entries, [device](const Registration& entry) { return entry.device == device; });
  }
}

void Registrations::remove_user(std::string_view user) {
  const auto entries = by_user_.find(user);
  if (entries != by_user_.end()) by_user_.erase(entries);
}

std::vector<Registration> Registrations::live(std::string_view user, Purpose purpose, sim::Time now) const {
  std::vector<Registration> found;
  const auto entries = by_user_.find(user);
  if (entries == by_user_.end()) return found;
  for (const Registration& entry : entries->second) {
    if (entry.purpose == purpose && now < entry.expires_at) found.push_back(entry);
  }
  return found;
}

bool Registrations::has_expired(std::string_view user, Purpose purpose, sim::Time now) const {
  const auto entries = by_user_.find(user);
  if (entries == by_user_.end()) return false;
  return std::any_of(entries->second.begin(), entries->second.end(), [&](const Registration& entry) {
    return entry.purpose == purpose && now >= entry.expires_at;
  });
}

}  // namespace droppoint::fakes::communication_services
