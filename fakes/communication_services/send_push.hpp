#pragma once

#include <string>

#include "emulator/sim/task.hpp"
#include "emulator/wire/verdict.hpp"
#include "fakes/communication_services/data_plane.hpp"
#include "fakes/communication_services/hub_message.hpp"

namespace droppoint::fakes::communication_services {

// One push to one device, whose notification is open.
struct Push {
  wire::TraceId trace;
  wire::NotificationId notification;
  // By name: its link decides where the push goes.
  std::string resource;
  // The device's token.
  std::string token;
  HubMessage message;
};

// Sends through the hub that the resource is linked to, as far as the data plane knows, and settles the
// notification if it fell at drop point 1; whatever comes after the hub's 201 is settled by those behind it.
// Nothing is sent a second time (inferred).
sim::Task<void> send_push(DataPlane& plane, Push push);

}  // namespace droppoint::fakes::communication_services
