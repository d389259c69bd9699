#pragma once

#include <optional>
#include <string_view>

#include "fakes/devices/device.hpp"

namespace droppoint::fakes::devices {

// What a new record makes the device show.
struct Shown {
  Screen screen = Screen::none;
  // It announced a call whose ringing had ended before.
  bool too_late = false;
  // A call that nobody hears, since the user is not to be disturbed.
  bool silenced = false;
};

// A call rings once, however many ways announce it, and not at all when its end came first. `left`: what the
// service says is to be seen of a call that rings no more; nothing: it was not asked, or does not know.
// StopRinging turns a ringing call into that, or else a missed one. `alert`: it is something for the lock
// screen. Changes earlier records and the calls of the device.
Shown show(Device& device, const Record& record, bool alert, std::optional<Screen> left);

// Whether the message ends a call that rings on the device. It does not say why, so the app asks.
bool stops_ringing(const Device& device, const CallSign& sign);

// The call rings no more: what showed it shows `screen` instead. False: it did not ring.
bool stop_ringing(Device& device, std::string_view call_id, Screen screen);

// Nobody is left to ring or to talk: ringing calls are missed, answered ones over.
void end_all_calls(Device& device);

}  // namespace droppoint::fakes::devices
