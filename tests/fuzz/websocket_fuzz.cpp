#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "emulator/assert.hpp"
#include "emulator/net/websocket_frame.hpp"

namespace net = droppoint::net;

namespace {

// What was read, so that two readings can be compared.
std::string read_all(net::WebSocketReader& reader) {
  std::string text;
  while (const auto event = reader.next()) {
    text += static_cast<char>('a' + event->index());
    if (const auto* message = std::get_if<net::WebSocketMessage>(&*event)) text += message->payload;
    if (const auto* close = std::get_if<net::WebSocketClose>(&*event)) text += std::to_string(close->code);
  }
  return text;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  net::WebSocketReader whole(1000);
  whole.put(bytes);
  const std::string once = read_all(whole);

  net::WebSocketReader byte_by_byte(1000);
  std::string pieces;
  for (const char byte : bytes) {
    byte_by_byte.put(std::string_view(&byte, 1));
    pieces += read_all(byte_by_byte);
  }
  DROPPOINT_ASSERT(once == pieces, "how bytes arrive says nothing of what they mean");
  const bool same = whole.violation().has_value() == byte_by_byte.violation().has_value();
  DROPPOINT_ASSERT(same, "nor of what they violate");
  return 0;
}
