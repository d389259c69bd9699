#include "fakes/notification_hubs/notices.hpp"

#include "emulator/http/headers.hpp"
#include "fakes/causes.hpp"
#include "fakes/notification_hubs/core.hpp"

namespace droppoint::fakes::notification_hubs {

wire::NotificationId open_notice(Core& core, wire::TraceId trace, wire::NotificationId given,
                                 const std::string& handle) {
  if (given) return given;
  wire::Notification notification{.trace = trace, .kind = "direct", .channel = "push"};
  // Apple's tokens are hexadecimal and may come in capitals.
  auto owner = core.directory.find(handle);
  if (!owner) owner = core.directory.find(http::to_lower(handle));
  if (owner) {
    notification.device = owner->device;
    notification.user = owner->user;
  }
  return core.ledger().open(std::move(notification));
}

void tell_refusal(Core& core, const Call& call, const Refusal& refusal,
                  const std::vector<std::string>& handles) {
  if (refusal.cause.empty()) return;
  wire::Verdict verdict = fakes::dropped(refusal.cause, refusal.detail);
  // Some causes usually show at the push service; here the hub itself saw them.
  verdict.drop_point = 1;
  if (call.hop.notification) {
    core.ledger().diagnose(call.hop.notification, std::move(verdict));
    return;
  }
  for (const std::string& handle : handles) {
    const wire::NotificationId notification = open_notice(core, call.hop.trace, {}, handle);
    core.ledger().settle(notification, verdict);
  }
}

}  // namespace droppoint::fakes::notification_hubs
