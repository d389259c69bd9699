#include "emulator/net/websocket_upgrade.hpp"

#include <array>

#include <openssl/evp.h>

#include "emulator/http/text.hpp"
#include "emulator/net/framing.hpp"

namespace droppoint::net {
namespace {

// RFC 6455, 1.3: what every server appends to the key.
constexpr std::string_view kKeySuffix = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
// base64 of 16 bytes.
constexpr std::size_t kKeyBytes = 24;

// Whether one of the elements of the field's list is that one.
bool lists(const http::Headers& headers, std::string_view name, std::string_view wanted) {
  for (const auto field : headers) {
    if (!http::equal_ignoring_case(field.name, name)) continue;
    std::string_view rest = field.value;
    while (!rest.empty()) {
      const std::size_t comma = rest.find(',');
      if (http::equal_ignoring_case(http::trim(rest.substr(0, comma)), wanted)) return true;
      if (comma == std::string_view::npos) break;
      rest.remove_prefix(comma + 1);
    }
  }
  return false;
}

std::string accept_of(std::string_view key) {
  std::string text(key);
  text += kKeySuffix;
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int bytes = 0;
  EVP_Digest(text.data(), text.size(), digest.data(), &bytes, EVP_sha1(), nullptr);
  std::array<unsigned char, 2 * EVP_MAX_MD_SIZE> encoded{};
  const int length = EVP_EncodeBlock(encoded.data(), digest.data(), static_cast<int>(bytes));
  return {reinterpret_cast<const char*>(encoded.data()), static_cast<std::size_t>(length)};
}

}  // namespace

WebSocketUpgrade read_websocket_upgrade(const http::Request& request) {
  const http::Headers& headers = request.headers;
  if (!lists(headers, "upgrade", "websocket") || !lists(headers, "connection", "upgrade")) return {};
  if (request.method != "GET") return {.refusal = Refusal{400, "a WebSocket is asked for with GET"}};
  if (headers.get("sec-websocket-version") != "13") {
    return {.refusal = Refusal{426, "of WebSocket only version 13 is served"}};
  }
  const auto key = headers.get("sec-websocket-key");
  if (!key || key->size() != kKeyBytes || !key->ends_with("==")) {
    return {.refusal = Refusal{400, "the Sec-WebSocket-Key is missing or not base64 of 16 bytes"}};
  }
  return {.key = std::string(*key)};
}

std::string websocket_upgrade_head(const http::Response& response, std::string_view key) {
  std::string head = "HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: Upgrade\r\n";
  head.append("sec-websocket-accept: ").append(accept_of(key)).append("\r\n");
  for (const auto field : response.headers) {
    const bool ours = is_connection_field(field.name) ||
                      http::equal_ignoring_case(field.name, "sec-websocket-accept") ||
                      http::equal_ignoring_case(field.name, "content-length");
    if (ours || !is_sendable(field.name, field.value)) continue;
    head.append(field.name).append(": ").append(field.value).append("\r\n");
  }
  return head.append("\r\n");
}

}  // namespace droppoint::net
