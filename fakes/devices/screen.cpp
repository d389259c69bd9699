#include "fakes/devices/screen.hpp"

namespace droppoint::fakes::devices {
namespace {

Shown show_incoming_call(const Device& device, const CallSign& call) {
  bool announced = false;
  bool ended = false;
  for (const Record& earlier : device.records) {
    if (earlier.call.call_id != call.call_id) continue;
    announced = announced || earlier.call.kind == CallSign::Kind::incoming;
    ended = ended || earlier.call.kind == CallSign::Kind::stop_ringing;
  }
  if (announced) return {Screen::none};
  if (ended) return {Screen::missed_call, true};
  return {Screen::ringing};
}

void stop_ringing(Device& device, const CallSign& call) {
  for (Record& earlier : device.records) {
    if (earlier.call.call_id == call.call_id && earlier.screen == Screen::ringing) {
      earlier.screen = Screen::missed_call;
    }
  }
}

// With the same id a later alert takes the earlier one's place on the screen too.
void replace_collapsed(Device& device, const Record& record) {
  const auto id = record.headers.get("apns-collapse-id");
  if (!id) return;
  for (Record& earlier : device.records) {
    if (earlier.screen == Screen::lock_screen && earlier.headers.get("apns-collapse-id") == id) {
      earlier.screen = Screen::none;
    }
  }
}

}  // namespace

Shown show(Device& device, const Record& record, bool alert) {
  switch (record.call.kind) {
    case CallSign::Kind::incoming:
      return show_incoming_call(device, record.call);
    case CallSign::Kind::stop_ringing:
      stop_ringing(device, record.call);
      return {};
    case CallSign::Kind::none:
      break;
  }
  // An app in front shows alerts itself, or not.
  if (!alert || device.app_state == AppState::foreground) return {};
  replace_collapsed(device, record);
  return {Screen::lock_screen};
}

}  // namespace droppoint::fakes::devices
