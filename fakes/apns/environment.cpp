#include "fakes/apns/environment.hpp"

#include <array>
#include <string>

#include "emulator/http/headers.hpp"

namespace droppoint::fakes::apns {
namespace {

struct Host {
  std::string_view name;
  Environment environment;
};
constexpr std::array kHosts{
    Host{"api.push.apple.com", Environment::production},
    Host{"api.sandbox.push.apple.com", Environment::sandbox},
    Host{"api.development.push.apple.com", Environment::sandbox},
};

std::string host_of(std::string_view authority) {
  std::string name = http::to_lower(authority.substr(0, authority.rfind(':')));
  if (name.ends_with('.')) name.pop_back();
  return name;
}

}  // namespace

std::string_view to_text(Environment environment) {
  return environment == Environment::production ? "production" : "sandbox";
}

std::optional<Environment> parse_environment(std::string_view text) {
  for (const Environment environment : {Environment::production, Environment::sandbox}) {
    if (to_text(environment) == text) return environment;
  }
  return std::nullopt;
}

std::optional<Environment> environment_of_host(std::string_view authority) {
  const std::string name = host_of(authority);
  for (const Host& host : kHosts) {
    if (host.name == name) return host.environment;
  }
  return std::nullopt;
}

bool is_channel_management_host(std::string_view authority) {
  const std::string name = host_of(authority);
  return name == "api-manage-broadcast.push.apple.com" ||
         name == "api-manage-broadcast.sandbox.push.apple.com";
}

}  // namespace droppoint::fakes::apns
