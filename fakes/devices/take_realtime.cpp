#include <string>
#include <utility>

#include "fakes/devices/call_sign.hpp"
#include "fakes/devices/devices.hpp"

namespace droppoint::fakes::devices {

// A message on the SDK's channel, which is open while the app is in front.
wire::Answer Devices::take_realtime(const wire::Hop& hop) {
  Device* device = find(hop.request.authority);
  if (device == nullptr || !device->wants_channel()) return tl::unexpected<wire::Break>(wire::Break::refused);
  Record record{.by = "realtime",
                .payload = hop.request.body,
                .headers = hop.request.headers,
                .call = read_call_sign(http::bytes_of(hop.request.body))};
  return keep(hop, *device, std::move(record), false, false);
}

}  // namespace droppoint::fakes::devices
