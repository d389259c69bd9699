#include "fakes/auth/connection_string.hpp"

#include "emulator/http/headers.hpp"
#include "emulator/http/uri.hpp"
#include "fakes/auth/base64.hpp"

#include <algorithm>
#include <initializer_list>
#include <optional>
#include <utility>
#include <vector>

namespace droppoint::auth {
namespace {

constexpr char kInvalid[] = "InvalidConnectionString";
constexpr std::size_t kConnectionStringBytesMax = 8 * 1024;

struct Part {
  std::string_view name;
  std::string_view value;
};
using Parts = std::vector<Part>;

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kBlank = " \t\r\n";
  const std::size_t begin = text.find_first_not_of(kBlank);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kBlank) - begin + 1);
}

// Split at each semicolon, then at the first equals sign only: keys end in one.
Result<Parts> parts_of(std::string_view text) {
  if (text.size() > kConnectionStringBytesMax)
    return fail(kInvalid, "the connection string is longer than 8 KiB");
  text = trimmed(text);
  if (text.empty()) return fail(kInvalid, "the connection string is empty");
  Parts parts;
  while (!text.empty()) {
    const std::size_t end = text.find(';');
    const std::string_view part = trimmed(text.substr(0, end));
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
    if (part.empty()) continue;
    const std::size_t equals = part.find('=');
    if (equals == std::string_view::npos || equals == 0) {
      return fail(kInvalid, "part " + std::to_string(parts.size() + 1) +
                                " of the connection string is not of the form Name=Value");
    }
    parts.push_back({trimmed(part.substr(0, equals)), trimmed(part.substr(equals + 1))});
  }
  return parts;
}

std::optional<std::string_view> value_of(const Parts& parts, std::string_view name) {
  for (const Part& part : parts) {
    if (http::equal_ignoring_case(part.name, name)) return part.value;
  }
  return std::nullopt;
}

// The first of `required` that is not exactly once there with a value, in the order given.
std::optional<Error> incomplete(const Parts& parts, std::initializer_list<std::string_view> required) {
  for (const std::string_view name : required) {
    const auto same = [name](const Part& part) { return http::equal_ignoring_case(part.name, name); };
    const auto count = std::count_if(parts.begin(), parts.end(), same);
    if (count == 0) return Error{kInvalid, "the connection string has no " + std::string(name)};
    if (count > 1) return Error{kInvalid, "the connection string has more than one " + std::string(name)};
    if (value_of(parts, name)->empty()) {
      return Error{kInvalid, "the " + std::string(name) + " of the connection string is empty"};
    }
  }
  return std::nullopt;
}

// Nothing when the text is no address with one of the schemes.
std::optional<http::Url> endpoint_in(std::string_view text, std::initializer_list<std::string_view> schemes) {
  auto url = http::Url::parse(text);
  if (!url || std::find(schemes.begin(), schemes.end(), url->scheme) == schemes.end()) return std::nullopt;
  return std::move(*url);
}

}  // namespace

Result<HubConnectionString> parse_hub_connection_string(std::string_view text) {
  const auto parts = parts_of(text);
  if (!parts) return tl::unexpected(parts.error());
  if (auto wrong = incomplete(*parts, {"Endpoint", "SharedAccessKeyName", "SharedAccessKey"})) {
    wrong->hint =
        "copy it from the hub's access policies: "
        "Endpoint=sb://NAMESPACE.servicebus.windows.net/;SharedAccessKeyName=POLICY;SharedAccessKey=KEY";
    return tl::unexpected(std::move(*wrong));
  }
  const std::string_view written = *value_of(*parts, "Endpoint");
  const auto endpoint = endpoint_in(written, {"sb", "https", "http"});
  if (!endpoint) {
    return fail(kInvalid, "the Endpoint of the connection string is not an address like sb://HOST/");
  }
  return HubConnectionString{std::string(written),
                             endpoint->scheme,
                             endpoint->host,
                             endpoint->authority(),
                             std::string(*value_of(*parts, "SharedAccessKeyName")),
                             std::string(*value_of(*parts, "SharedAccessKey")),
                             std::string(value_of(*parts, "EntityPath").value_or(""))};
}

Result<AcsConnectionString> parse_acs_connection_string(std::string_view text) {
  const auto parts = parts_of(text);
  if (!parts) return tl::unexpected(parts.error());
  if (auto wrong = incomplete(*parts, {"endpoint", "accesskey"})) {
    wrong->hint = "it reads endpoint=https://RESOURCE.communication.azure.com/;accesskey=KEY";
    return tl::unexpected(std::move(*wrong));
  }
  const std::string_view written = *value_of(*parts, "endpoint");
  const auto endpoint = endpoint_in(written, {"https", "http"});
  if (!endpoint) {
    return fail(kInvalid, "the endpoint of the connection string is not an address like https://HOST/");
  }
  const std::string_view key = *value_of(*parts, "accesskey");
  auto key_bytes = base64_decode(key);
  if (!key_bytes) return fail(kInvalid, "the accesskey of the connection string is not base64");
  return AcsConnectionString{std::string(written), endpoint->host, endpoint->authority(), std::string(key),
                             std::move(*key_bytes)};
}

std::string make_hub_connection_string(std::string_view endpoint, std::string_view policy,
                                       std::string_view key, std::string_view entity_path) {
  std::string text("Endpoint=");
  text.append(endpoint)
      .append(";SharedAccessKeyName=")
      .append(policy)
      .append(";SharedAccessKey=")
      .append(key);
  if (!entity_path.empty()) text.append(";EntityPath=").append(entity_path);
  return text;
}

std::string make_acs_connection_string(std::string_view endpoint, std::string_view access_key) {
  return std::string("endpoint=").append(endpoint).append(";accesskey=").append(access_key);
}

}  // namespace droppoint::auth
