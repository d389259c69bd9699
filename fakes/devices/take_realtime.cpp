#include <string>
#include <utility>

#include "emulator/http/response.hpp"
#include "fakes/devices/call_sign.hpp"
#include "fakes/devices/devices.hpp"
#include "fakes/devices/screen.hpp"

namespace droppoint::fakes::devices {

// A message on the SDK's channel, which is open while the app is in front.
sim::Task<wire::Answer> Devices::take_realtime(const wire::Hop& hop) {
  Device* device = find(hop.request.authority);
  if (device == nullptr || !device->wants_channel())
    co_return tl::unexpected<wire::Break>(wire::Break::refused);
  // A typing indicator and the like: the app takes note of it, and the user is told nothing.
  if (hop.notification == wire::NotificationId{}) co_return http::empty_response(200);
  Record record{.by = "realtime",
                .payload = hop.request.body,
                .headers = hop.request.headers,
                .call = read_call_sign(http::bytes_of(hop.request.body)),
                .chat = read_chat_text(http::bytes_of(hop.request.body), std::nullopt)};
  std::optional<Screen> left;
  if (stops_ringing(*device, record.call)) {
    auto asking = ask_what_is_left(hop.trace, device->name, record.call.call_id);
    left = co_await std::move(asking);
    device = find(hop.request.authority);
    if (device == nullptr) co_return tl::unexpected<wire::Break>(wire::Break::refused);
  }
  co_return keep(hop, *device, std::move(record), false, left);
}

}  // namespace droppoint::fakes::devices
