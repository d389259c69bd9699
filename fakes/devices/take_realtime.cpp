#include <string>
#include <utility>

#include "emulator/http/response.hpp"
#include "fakes/devices/call_sign.hpp"
#include "fakes/devices/devices.hpp"

namespace droppoint::fakes::devices {

// A message on the SDK's channel, which is open while the app is in front.
wire::Answer Devices::take_realtime(const wire::Hop& hop) {
  Device* device = find(hop.request.authority);
  if (device == nullptr || !device->wants_channel()) return tl::unexpected<wire::Break>(wire::Break::refused);
  // A typing indicator and the like: the app takes note of it, and the user is told nothing.
  if (hop.notification == wire::NotificationId{}) return http::empty_response(200);
  Record record{.by = "realtime",
                .payload = hop.request.body,
                .headers = hop.request.headers,
                .call = read_call_sign(http::bytes_of(hop.request.body)),
                .chat = read_chat_text(http::bytes_of(hop.request.body), std::nullopt)};
  return keep(hop, *device, std::move(record), false, false);
}

}  // namespace droppoint::fakes::devices
