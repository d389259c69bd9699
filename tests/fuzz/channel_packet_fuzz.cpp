#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/assert.hpp"
#include "fakes/communication_services/channel/packet.hpp"

namespace channel = droppoint::fakes::communication_services::channel;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto packet = channel::parse_packet(text)) {
    const auto again = channel::parse_packet(channel::to_text(*packet));
    DROPPOINT_ASSERT(again.has_value() && *again == *packet, "what is written is read back");
    static_cast<void>(channel::ack_packet(*packet, "[]"));
  }
  if (const auto packets = channel::parse_payload(text)) {
    std::vector<std::string> texts;
    for (const auto& packet : *packets) texts.push_back(channel::to_text(packet));
    const auto again = channel::parse_payload(channel::to_payload(texts));
    DROPPOINT_ASSERT(again.has_value() && *again == *packets, "and so is a body of several");
  }
  return 0;
}
