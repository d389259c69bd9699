#pragma once

#include <string>

#include "emulator/sim/time.hpp"
#include "fakes/communication_services/hub_message.hpp"
#include "fakes/communication_services/options.hpp"
#include "fakes/communication_services/registrations.hpp"

namespace droppoint::fakes::communication_services {

// PushNotificationEventType of the calling SDK.
enum class CallEvent : int {
  incoming_call = 107,
  incoming_group_call = 109,
  stop_ringing = 110,
  incoming_pstn_call = 111,
};

struct CallPush {
  CallEvent event = CallEvent::incoming_call;
  // Opaque base64, the same as the `cc` claim in the call's incomingCallContext.
  std::string cp;
  std::string call_id;
  // Ids of users, or "4:+…" for a caller by telephone.
  std::string recipient;
  std::string caller;
  std::string display_name;
  bool video = false;
  // When the push is worth nothing any more.
  sim::Time expires_at{};
};

// The body and headers with which the hub is asked. Members are those of the official Event Grid sample,
// which imitates the service; always data only. Expiration, priority and the format for Android are inferred.
HubMessage call_message(const CallPush& push, Platform platform, FcmFormat format, sim::Time now);

// What a device whose channel is connected is told instead.
std::string call_realtime_body(const CallPush& push);

}  // namespace droppoint::fakes::communication_services
