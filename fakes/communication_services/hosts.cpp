#include "fakes/communication_services/hosts.hpp"

#include <algorithm>
#include <array>

#include "emulator/http/uri.hpp"

namespace droppoint::fakes::communication_services {
namespace {

constexpr std::string_view kResourceSuffix = ".communication.azure.com";
constexpr std::string_view kCallAutomationKeys = "acscallautomation.communication.azure.com";
// Compiled into the mobile SDKs: the public cloud, Android's test build, two government clouds.
constexpr std::array<std::string_view, 4> kRegistrars{"edge.skype.com", "edge.skype.net",
                                                      "gov.teams.microsoft.us", "dod.teams.microsoft.us"};
constexpr std::array<std::string_view, 2> kChannels{"go.trouter.teams.microsoft.com", "teams.microsoft.com"};

template <std::size_t N>
bool contains(const std::array<std::string_view, N>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

Host read_host(std::string_view authority) {
  const auto parts = http::split_authority(authority);
  if (!parts) return {};
  std::string_view name = parts->host;
  if (name.ends_with('.')) name.remove_suffix(1);
  if (contains(kRegistrars, name)) return {.kind = Host::Kind::registrar};
  if (contains(kChannels, name)) return {.kind = Host::Kind::channel};
  if (name == kCallAutomationKeys) return {.kind = Host::Kind::call_automation_keys};
  if (!name.ends_with(kResourceSuffix)) return {};
  name.remove_suffix(kResourceSuffix.size());
  return {.kind = Host::Kind::resource, .resource = std::string(name)};
}

}  // namespace droppoint::fakes::communication_services
