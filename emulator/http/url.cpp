#include "emulator/http/uri.hpp"

#include "emulator/excerpt.hpp"
#include "emulator/http/headers.hpp"

#include <algorithm>
#include <charconv>

namespace droppoint::http {
namespace {

bool letter(char character) {
  return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z');
}
bool digit(char character) {
  return character >= '0' && character <= '9';
}

bool host_character(char character) {
  return letter(character) || digit(character) ||
         std::string_view("-._~!$&'()*+,;=%").find(character) != std::string_view::npos;
}

// Hexadecimal groups, an embedded IPv4 address, and a zone after "%".
bool address_character(char character) {
  return letter(character) || digit(character) ||
         std::string_view(":.%-_~").find(character) != std::string_view::npos;
}

tl::unexpected<Error> bad_authority(std::string_view text) {
  return fail("InvalidAuthority", "'" + excerpt(text) + "' is not a host with an optional port",
              "write it like localhost:10600 or [::1]:10600");
}

tl::unexpected<Error> bad_url(std::string_view text) {
  return fail("InvalidUrl", "'" + excerpt(text) + "' is not an absolute URL",
              "write it like https://localhost:8080/hook");
}

bool read_port(std::string_view text, std::optional<std::uint16_t>& port) {
  if (text.empty()) return true;
  std::uint16_t number = 0;
  const auto [stopped, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || stopped != text.data() + text.size()) return false;
  port = number;
  return true;
}

bool read_scheme(std::string_view text) {
  return !text.empty() && letter(text.front()) && std::all_of(text.begin(), text.end(), [](char character) {
    return letter(character) || digit(character) || character == '+' || character == '-' || character == '.';
  });
}

}  // namespace

std::string Authority::to_text() const {
  const bool bracketed = host.find(':') != std::string::npos;
  std::string text = bracketed ? "[" + host + "]" : host;
  if (port) text += ":" + std::to_string(*port);
  return text;
}

Result<Authority> split_authority(std::string_view text) {
  std::string_view host = text;
  std::string_view port;
  bool good = false;
  if (text.starts_with('[')) {
    const std::size_t closing = text.find(']');
    if (closing == std::string_view::npos) return bad_authority(text);
    host = text.substr(1, closing - 1);
    const std::string_view behind = text.substr(closing + 1);
    if (!behind.empty() && behind.front() != ':') return bad_authority(text);
    port = behind.empty() ? behind : behind.substr(1);
    good =
        host.find(':') != std::string_view::npos && std::all_of(host.begin(), host.end(), address_character);
  } else {
    const std::size_t colon = text.find(':');
    host = text.substr(0, colon);
    if (colon != std::string_view::npos) port = text.substr(colon + 1);
    good = !host.empty() && std::all_of(host.begin(), host.end(), host_character);
  }
  Authority authority{to_lower(host), std::nullopt};
  if (!good || !read_port(port, authority.port)) return bad_authority(text);
  return authority;
}

Result<Url> Url::parse(std::string_view text) {
  const bool printable = std::all_of(text.begin(), text.end(), [](char character) {
    return static_cast<unsigned char>(character) > 0x20 && character != 0x7F;
  });
  const std::size_t colon = text.find("://");
  if (!printable || colon == std::string_view::npos || !read_scheme(text.substr(0, colon)))
    return bad_url(text);
  std::string_view rest = text.substr(colon + 3);
  rest = rest.substr(0, rest.find('#'));
  const std::size_t path_start = std::min(rest.find_first_of("/?"), rest.size());
  const Result<Authority> authority = split_authority(rest.substr(0, path_start));
  if (!authority) return bad_url(text);
  rest.remove_prefix(path_start);
  Url url{to_lower(text.substr(0, colon)), authority->host, authority->port};
  const std::size_t question = rest.find('?');
  if (question != 0 && !rest.empty()) url.path = std::string(rest.substr(0, question));
  if (question != std::string_view::npos) url.query = std::string(rest.substr(question + 1));
  return url;
}

std::uint16_t Url::port_or_default() const {
  if (port) return *port;
  return scheme == "http" || scheme == "ws" ? 80 : 443;
}

std::string Url::target() const {
  return query ? path + "?" + *query : path;
}

std::string Url::to_text() const {
  return scheme + "://" + authority() + target();
}

}  // namespace droppoint::http
