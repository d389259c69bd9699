#include <optional>
#include <string>
#include <utility>

#include "emulator/http/response.hpp"
#include "fakes/causes.hpp"
#include "fakes/devices/call_sign.hpp"
#include "fakes/devices/devices.hpp"
#include "fakes/devices/screen.hpp"

namespace droppoint::fakes::devices {
namespace {

constexpr std::string_view kTokenHeader = "x-device-token";
constexpr sim::Duration kBudgetPeriod = std::chrono::hours(1);

// What the system does with a push before the app hears of it.
struct Push {
  bool voip = false;
  // iOS: it wakes the app and shows nothing.
  bool background = false;
  // Something that the system shows by itself, and that the user can turn off.
  bool alert = false;
  bool shows = false;
};

Push read_push(const wire::Hop& hop, const Device& device) {
  const std::string_view payload = http::bytes_of(hop.request.body);
  Push push;
  if (device.platform == Platform::android) {
    push.alert = has_notification_block(payload);
    push.shows = push.alert && !device.focus;
    return push;
  }
  push.voip = hop.request.headers.get(kTokenHeader) == device.token("voip");
  const std::string_view type = hop.request.headers.get("apns-push-type").value_or("alert");
  push.background = !push.voip && type == "background";
  push.alert = !push.voip && type == "alert";
  push.shows = push.alert && has_alert(payload) && (!device.focus || breaks_through_focus(payload));
  return push;
}

// Why the system keeps something from the app.
struct Loss {
  std::string_view cause;
  std::string detail;
};

// An app in front is given all of them; behind, the system grants a few each hour, and none when it is told
// to save.
std::optional<Loss> spend_background_budget(Device& device, sim::Time now) {
  if (device.app_state == AppState::foreground) return std::nullopt;
  constexpr std::string_view kCause = "background-budget-exhausted";
  if (!device.background_refresh) return Loss{kCause, "Background App Refresh is off on " + device.name};
  if (device.low_power) return Loss{kCause, device.name + " is in Low Power Mode"};
  auto& granted = device.background_pushes;
  while (!granted.empty() && granted.front() + kBudgetPeriod <= now) granted.pop_front();
  if (granted.size() >= static_cast<std::size_t>(device.background_pushes_per_hour)) {
    return Loss{kCause, device.app + " on " + device.name + " had " + std::to_string(granted.size()) +
                            " background pushes within an hour"};
  }
  granted.push_back(now);
  return std::nullopt;
}

std::optional<Loss> loss_on_device(const Push& push, Device& device, sim::Time now) {
  const std::string app_on_device = device.app + " on " + device.name;
  // iOS keeps back only what works in the background; Android everything, also what it shows by itself.
  const bool needs_running_app = push.background || device.platform == Platform::android;
  if (needs_running_app && device.app_state == AppState::force_stopped) {
    return Loss{"force-stopped", app_on_device + " was stopped by force"};
  }
  if (push.alert && !device.notifications) {
    return Loss{"notifications-disabled", "notifications of " + app_on_device + " are off"};
  }
  if (push.background) return spend_background_budget(device, now);
  if (push.voip && device.unreported_calls >= kUnreportedCallsMax) {
    return Loss{"voip-not-reported", "iOS delivers no more VoIP pushes to " + app_on_device + ", since " +
                                         std::to_string(device.unreported_calls) +
                                         " of them reported no call"};
  }
  return std::nullopt;
}

// Android tells an app when a message was sent; a late one may announce what is over.
bool is_late(const wire::Hop& hop, sim::Time now) {
  const auto sent = hop.request.headers.get("sent-time");
  if (!sent) return false;
  const auto milliseconds = std::chrono::duration_cast<std::chrono::milliseconds>(now.time_since_epoch());
  return *sent != std::to_string(milliseconds.count());
}

}  // namespace

sim::Task<wire::Answer> Devices::take_push(const wire::Hop& hop) {
  Device* device = find(hop.request.authority);
  if (device == nullptr || !device->reachable()) co_return tl::unexpected<wire::Break>(wire::Break::refused);
  const auto settle = [this, &hop](std::string_view cause, std::string detail) {
    wire_.ledger().settle(hop.notification, fakes::dropped(cause, std::move(detail)));
  };
  const std::string app_on_device = device->app + " on " + device->name;
  if (!device->installed() || !device->has_token(hop.request.headers.get(kTokenHeader).value_or(""))) {
    settle("app-uninstalled",
           app_on_device +
               (device->installed() ? " has other tokens since it was installed again" : " was removed"));
    co_return http::empty_response(410);
  }
  const Push push = read_push(hop, *device);
  if (auto loss = loss_on_device(push, *device, wire_.scheduler().now())) {
    settle(loss->cause, std::move(loss->detail));
    co_return http::empty_response(200);
  }
  if (push.voip && !device->reports_calls) {
    end_app(hop.trace, *device);
    settle("voip-not-reported", app_on_device + " reported no call to CallKit and was ended by the system");
    co_return http::empty_response(200);
  }
  Record record{.by = std::string(wire::to_text(hop.from)),
                .payload = hop.request.body,
                .headers = hop.request.headers,
                .call = read_call_sign(http::bytes_of(hop.request.body))};
  record.headers.remove(kTokenHeader);
  record.chat = read_chat_text(http::bytes_of(record.payload), chat_keys_of(*device));
  const bool late = record.call.kind == CallSign::Kind::incoming && is_late(hop, wire_.scheduler().now());
  std::optional<Screen> left;
  if (late || stops_ringing(*device, record.call)) {
    auto asking = ask_what_is_left(hop.trace, device->name, record.call.call_id);
    left = co_await std::move(asking);
    device = find(hop.request.authority);
    if (device == nullptr || !device->installed()) {
      settle("app-uninstalled", app_on_device + " was removed");
      co_return http::empty_response(410);
    }
  }
  co_return keep(hop, *device, std::move(record), push.shows, left);
}

// Whoever ended it, an app that the system ended is started again by the next push.
void Devices::end_app(wire::TraceId trace, Device& device) {
  const Device before = device;
  ++device.unreported_calls;
  device.app_state = AppState::suspended;
  end_all_calls(device);
  wire_.ledger().event(trace, wire::Party::device, "app-ended",
                       device.app + " on " + device.name + " reported no call to CallKit");
  if (before.wants_channel()) {
    wire_.scheduler().spawn(tell_channel(trace, device.name), "channel of " + device.name);
  }
}

wire::Answer Devices::keep(const wire::Hop& hop, Device& device, Record record, bool alert,
                           std::optional<Screen> left) {
  const wire::Notification* notification = wire_.ledger().find(hop.notification);
  const bool deleted = is_deleted_messages(http::bytes_of(record.payload));
  record.trace = hop.trace;
  record.kind = notification == nullptr ? (deleted ? "deleted-messages" : "direct") : notification->kind;
  record.received_at = wire_.scheduler().now();
  const Shown shown = show(device, record, alert, left);
  record.screen = shown.screen;
  wire::Verdict verdict = wire::Verdict::delivered(record.by);
  if (shown.too_late) {
    verdict =
        fakes::dropped("ringing-ended", "it reached " + device.name + " after the call had stopped ringing");
  }
  if (shown.screen == Screen::ringing) start_ringing(device, *device.find_call(record.call.call_id));
  if (record.call.kind == CallSign::Kind::stop_ringing) {
    ring_timers_.erase({device.name, record.call.call_id});
  }
  if (shown.silenced) {
    wire_.ledger().event(hop.trace, wire::Party::device, "silenced",
                         device.name + " is not to be disturbed, and does not ring");
  }
  if (deleted) {
    wire_.ledger().event(hop.trace, wire::Party::device, "messages-deleted",
                         device.app + " on " + device.name + " is told onDeletedMessages");
  }
  device.records.push_back(std::move(record));
  if (device.records.size() > kRecordsMax) device.records.pop_front();
  wire_.ledger().settle(hop.notification, std::move(verdict));
  return http::empty_response(200);
}

}  // namespace droppoint::fakes::devices
