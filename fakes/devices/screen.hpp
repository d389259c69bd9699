#pragma once

#include "fakes/devices/device.hpp"

namespace droppoint::fakes::devices {

// What a new record makes the device show.
struct Shown {
  Screen screen = Screen::none;
  // It announced a call whose ringing had ended before.
  bool too_late = false;
};

// A call rings once, however many ways announce it, and not at all when its end came first. StopRinging turns
// a ringing call into a missed one. `alert`: it is something for the lock screen. Changes earlier records.
Shown show(Device& device, const Record& record, bool alert);

}  // namespace droppoint::fakes::devices
