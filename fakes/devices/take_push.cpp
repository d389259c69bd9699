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

// What the system does with a push before the app hears of it.
struct Push {
  // Something that the system shows by itself, and that the user can turn off.
  bool alert = false;
  bool shows = false;
  // Handed to the app in the background, which therefore must not have been stopped by force.
  bool needs_running_app = false;
};

Push push_to_ios(const wire::Hop& hop, const Device& device) {
  const std::string_view payload = http::bytes_of(hop.request.body);
  const bool voip = hop.request.headers.get(kTokenHeader) == device.token("voip");
  const std::string_view type = hop.request.headers.get("apns-push-type").value_or("alert");
  Push push;
  push.alert = !voip && type == "alert";
  push.shows = push.alert && has_alert(payload);
  push.needs_running_app = type == "background";
  return push;
}

Push push_to_android(const wire::Hop& hop) {
  Push push;
  push.alert = has_notification_block(http::bytes_of(hop.request.body));
  push.shows = push.alert;
  // Android delivers nothing to an app that was stopped by force, not even what it shows by itself.
  push.needs_running_app = true;
  return push;
}

http::Headers without_token(const http::Headers& headers) {
  http::Headers kept = headers;
  kept.remove(kTokenHeader);
  return kept;
}

}  // namespace

wire::Answer Devices::take_push(const wire::Hop& hop) {
  Device* device = find(hop.request.authority);
  if (device == nullptr || !device->online) return tl::unexpected<wire::Break>(wire::Break::refused);
  const auto settle = [this, &hop](std::string_view cause, std::string detail) {
    wire_.ledger().settle(hop.notification, fakes::dropped(cause, std::move(detail)));
  };
  const std::string app_on_device = device->app + " on " + device->name;
  if (!device->installed() || !device->has_token(hop.request.headers.get(kTokenHeader).value_or(""))) {
    settle("app-uninstalled",
           app_on_device +
               (device->installed() ? " has other tokens since it was installed again" : " was removed"));
    return http::empty_response(410);
  }
  const Push push = hop.from == wire::Party::apns ? push_to_ios(hop, *device) : push_to_android(hop);
  if (push.needs_running_app && device->app_state == AppState::force_stopped) {
    settle("force-stopped", app_on_device + " was stopped by force");
    return http::empty_response(200);
  }
  if (push.alert && !device->notifications) {
    settle("notifications-disabled", "notifications of " + app_on_device + " are off");
    return http::empty_response(200);
  }
  Record record{.by = std::string(wire::to_text(hop.from)),
                .payload = hop.request.body,
                .headers = without_token(hop.request.headers),
                .call = read_call_sign(http::bytes_of(hop.request.body))};
  return keep(hop, *device, std::move(record), push.shows);
}

wire::Answer Devices::keep(const wire::Hop& hop, Device& device, Record record, bool alert) {
  const wire::Notification* notification = wire_.ledger().find(hop.notification);
  record.trace = hop.trace;
  record.kind = notification == nullptr ? "direct" : notification->kind;
  record.received_at = wire_.scheduler().now();
  const Shown shown = show(device, record, alert);
  record.screen = shown.screen;
  wire::Verdict verdict = wire::Verdict::delivered(record.by);
  if (shown.too_late) {
    verdict =
        fakes::dropped("ringing-ended", "it reached " + device.name + " after the call had stopped ringing");
  }
  if (shown.screen == Screen::ringing) {
    wire_.ledger().event(hop.trace, wire::Party::device, "rings",
                         device.name + " rings for " + record.call.call_id);
  }
  device.records.push_back(std::move(record));
  if (device.records.size() > kRecordsMax) device.records.pop_front();
  wire_.ledger().settle(hop.notification, std::move(verdict));
  return http::empty_response(200);
}

}  // namespace droppoint::fakes::devices
