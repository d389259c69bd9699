#include "fakes/devices/screen.hpp"

#include <algorithm>
#include <string>

namespace droppoint::fakes::devices {
namespace {

Shown show_incoming_call(Device& device, const Record& record, std::optional<Screen> left) {
  bool ended = left.has_value();
  bool announced = false;
  for (const Record& earlier : device.records) {
    if (earlier.call.call_id != record.call.call_id) continue;
    announced = announced || earlier.call.kind == CallSign::Kind::incoming;
    ended = ended || earlier.call.kind == CallSign::Kind::stop_ringing;
  }
  if (announced) return {};
  if (ended) return {.screen = left.value_or(Screen::missed_call), .too_late = true};
  // CallKit refuses the call then, with filteredByDoNotDisturb.
  if (device.focus) return {.silenced = true};
  device.calls.push_back({.sign = record.call, .trace = record.trace, .since = record.received_at});
  return {.screen = Screen::ringing};
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

bool stop_ringing(Device& device, std::string_view call_id, Screen screen) {
  const PhoneCall* call = device.find_call(call_id);
  if (call == nullptr || call->answered) return false;
  std::erase_if(device.calls, [call_id](const PhoneCall& each) { return each.sign.call_id == call_id; });
  for (Record& record : device.records) {
    if (record.call.call_id == call_id && record.screen == Screen::ringing) record.screen = screen;
  }
  return true;
}

void end_all_calls(Device& device) {
  const std::vector<PhoneCall> calls = device.calls;
  for (const PhoneCall& call : calls) stop_ringing(device, call.sign.call_id, Screen::missed_call);
  device.calls.clear();
}

bool stops_ringing(const Device& device, const CallSign& sign) {
  if (sign.kind != CallSign::Kind::stop_ringing) return false;
  return std::any_of(device.calls.begin(), device.calls.end(), [&sign](const PhoneCall& call) {
    return call.sign.call_id == sign.call_id && !call.answered;
  });
}

Shown show(Device& device, const Record& record, bool alert, std::optional<Screen> left) {
  switch (record.call.kind) {
    case CallSign::Kind::incoming:
      return show_incoming_call(device, record, left);
    case CallSign::Kind::stop_ringing:
      stop_ringing(device, record.call.call_id, left.value_or(Screen::missed_call));
      return {};
    case CallSign::Kind::none:
      break;
  }
  // An app in front shows alerts itself, or not.
  if (!alert || device.app_state == AppState::foreground) return {};
  replace_collapsed(device, record);
  return {.screen = Screen::lock_screen};
}

}  // namespace droppoint::fakes::devices
