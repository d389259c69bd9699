#include "fakes/routing.hpp"

#include <array>
#include <string>
#include <vector>

#include "emulator/http/loopback.hpp"

namespace droppoint::fakes {
namespace {

using wire::Party;

constexpr std::array kHosts{
    EmulatedHost{"management.azure.com", Party::resource_manager},
    EmulatedHost{"login.microsoftonline.com", Party::entra},
    EmulatedHost{"*.communication.azure.com", Party::communication_services},
    // Where the chat SDKs of iOS and Android register: the public cloud, Android's test build, two government
    // clouds.
    EmulatedHost{"edge.skype.com", Party::communication_services},
    EmulatedHost{"edge.skype.net", Party::communication_services},
    EmulatedHost{"gov.teams.microsoft.us", Party::communication_services},
    EmulatedHost{"dod.teams.microsoft.us", Party::communication_services},
    EmulatedHost{"go.trouter.teams.microsoft.com", Party::communication_services},
    EmulatedHost{"teams.microsoft.com", Party::communication_services},
    EmulatedHost{"*.servicebus.windows.net", Party::notification_hubs},
    // The storage account in which the hubs leave feedback.
    EmulatedHost{"droppointfeedback.blob.core.windows.net", Party::notification_hubs},
    EmulatedHost{"api.push.apple.com", Party::apns},
    EmulatedHost{"api.sandbox.push.apple.com", Party::apns},
    EmulatedHost{"api.development.push.apple.com", Party::apns},
    EmulatedHost{"api-manage-broadcast.push.apple.com", Party::apns},
    EmulatedHost{"api-manage-broadcast.sandbox.push.apple.com", Party::apns},
    EmulatedHost{"fcm.googleapis.com", Party::fcm},
    EmulatedHost{"oauth2.googleapis.com", Party::fcm},
    EmulatedHost{"www.googleapis.com", Party::fcm},
    EmulatedHost{"iid.googleapis.com", Party::fcm},
    EmulatedHost{"accounts.google.com", Party::fcm},
    EmulatedHost{"android.googleapis.com", Party::fcm},
    EmulatedHost{"gcm-http.googleapis.com", Party::fcm},
    EmulatedHost{"*.eventgrid.azure.net", Party::event_grid},
    EmulatedHost{"*.metrics.monitor.azure.com", Party::resource_manager},
};

std::string_view without_port(std::string_view authority) {
  if (authority.starts_with('[')) return authority.substr(0, authority.find(']') + 1);
  return authority.substr(0, authority.rfind(':'));
}

std::string_view without_trailing_dot(std::string_view name) {
  if (name.ends_with('.')) name.remove_suffix(1);
  return name;
}

// The segments of the path in lower case; repeated slashes count as one.
std::vector<std::string> segments_of(std::string_view target) {
  std::vector<std::string> segments;
  target = target.substr(0, target.find('?'));
  while (!target.empty()) {
    const std::size_t end = target.find('/');
    if (end != 0) segments.push_back(http::to_lower(target.substr(0, end)));
    if (end == std::string_view::npos) break;
    target.remove_prefix(end + 1);
  }
  return segments;
}

struct FixedPath {
  std::string_view first;
  // Empty: any.
  std::string_view second;
  Party party;
};

// Fixed paths win over hubs of the same name, which are then reached by host name only.
constexpr std::array kFixedPaths{
    FixedPath{"subscriptions", "", Party::resource_manager},
    FixedPath{"providers", "", Party::resource_manager},
    FixedPath{"common", "discovery", Party::entra},
    FixedPath{"identities", "", Party::communication_services},
    FixedPath{"chat", "", Party::communication_services},
    FixedPath{"calling", "", Party::communication_services},
    FixedPath{"registrar", "", Party::communication_services},
    FixedPath{"teamsuser", "", Party::communication_services},
    FixedPath{"access", "", Party::communication_services},
    FixedPath{"v4", "", Party::communication_services},
    FixedPath{"socket.io", "", Party::communication_services},
    FixedPath{"sms", "", Party::communication_services},
    FixedPath{"emails", "", Party::communication_services},
    FixedPath{"emails:send", "", Party::communication_services},
    FixedPath{"3", "device", Party::apns},
    FixedPath{"4", "broadcasts", Party::apns},
    FixedPath{"1", "apps", Party::apns},
    FixedPath{"v1", "projects", Party::fcm},
    FixedPath{"fcm", "send", Party::fcm},
    FixedPath{"gcm", "send", Party::fcm},
    FixedPath{"token", "", Party::fcm},
    FixedPath{"oauth2", "v4", Party::fcm},
    FixedPath{"iid", "", Party::fcm},
    FixedPath{"batch", "", Party::fcm},
    FixedPath{"api", "events", Party::event_grid},
    FixedPath{"eventgrid", "validate", Party::event_grid},
    FixedPath{"$resources", "", Party::notification_hubs},
    FixedPath{"droppointfeedback", "", Party::notification_hubs},
};

constexpr std::array<std::string_view, 8> kBelowHub{
    "messages",          "registrations", "installations",   "schedulednotifications",
    "feedbackcontainer", "tags",          "registrationids", "jobs"};

constexpr std::array<std::string_view, 3> kBelowTenant{"oauth2", "v2.0", "discovery"};

template <std::size_t N>
bool contains(const std::array<std::string_view, N>& names, std::string_view name) {
  for (const std::string_view candidate : names) {
    if (candidate == name) return true;
  }
  return false;
}

std::optional<Party> party_of_path(std::string_view target) {
  const std::vector<std::string> segments = segments_of(target);
  if (segments.empty()) return std::nullopt;
  const std::string second = segments.size() > 1 ? segments[1] : std::string();
  for (const FixedPath& fixed : kFixedPaths) {
    if (fixed.first == segments[0] && (fixed.second.empty() || fixed.second == second)) return fixed.party;
  }
  if (contains(kBelowTenant, second) || (second == ".well-known" && segments.size() > 2)) return Party::entra;
  if (contains(kBelowHub, second)) return Party::notification_hubs;
  // A hub itself: `GET|PUT|DELETE /{hub}?api-version=…`.
  if (segments.size() == 1 && target.find("api-version=") != std::string_view::npos)
    return Party::notification_hubs;
  return std::nullopt;
}

}  // namespace

std::span<const EmulatedHost> emulated_hosts() {
  return kHosts;
}

std::optional<Party> party_of_host(std::string_view authority) {
  const std::string name = http::to_lower(without_trailing_dot(without_port(authority)));
  for (const EmulatedHost& host : kHosts) {
    if (host.name == name) return host.party;
    const bool below = host.name.starts_with("*.") && name.size() > host.name.size() - 1 &&
                       name.ends_with(host.name.substr(1));
    if (below) return host.party;
  }
  return std::nullopt;
}

bool is_loopback_name(std::string_view authority) {
  return http::is_loopback_name(authority);
}

std::optional<Party> route(const http::Request& request) {
  if (auto party = party_of_host(request.authority)) return party;
  return party_of_path(request.target);
}

bool is_long_poll(const http::Request& request) {
  return request.method == "GET" && request.target.starts_with("/socket.io/1/xhr-polling/");
}

}  // namespace droppoint::fakes
