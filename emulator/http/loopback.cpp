#include "emulator/http/loopback.hpp"

#include <string>

#include "emulator/http/headers.hpp"

namespace droppoint::http {
namespace {

std::string_view without_port(std::string_view authority) {
  if (authority.starts_with('[')) return authority.substr(0, authority.find(']') + 1);
  return authority.substr(0, authority.rfind(':'));
}

std::string_view without_trailing_dot(std::string_view name) {
  if (name.ends_with('.')) name.remove_suffix(1);
  return name;
}

}  // namespace

bool is_loopback_name(std::string_view authority) {
  const std::string name = to_lower(without_trailing_dot(without_port(authority)));
  if (name == "localhost" || name == "[::1]" || name.ends_with(".localhost")) return true;
  if (!name.starts_with("127.")) return false;
  return name.find_first_not_of("0123456789.") == std::string::npos;
}

}  // namespace droppoint::http
