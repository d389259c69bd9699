#pragma once

#include <memory>
#include <optional>
#include <string>

#include "emulator/sim/task.hpp"
#include "emulator/wire/verdict.hpp"
#include "fakes/notification_hubs/core.hpp"
#include "fakes/notification_hubs/outcomes.hpp"
#include "fakes/notification_hubs/payload.hpp"

namespace droppoint::fakes::notification_hubs {

// One notification on its way from the hub to one device.
struct Delivery {
  wire::TraceId trace;
  wire::NotificationId notification;
  HubName hub;
  std::string handle;
  std::shared_ptr<const Payload> payload;
  // The message that it is of, and the registration that led to it (empty for a direct send).
  std::string message = {};
  std::string registration_id = {};
  std::string installation_id = {};
  bool single_attempt = false;
  sim::Time begun_at{};
  // From 1: the one that is being made.
  int tries = 1;
};

// What became of it at the push service: a row of the table, and what was said this time.
struct Conclusion {
  const OutcomeRow* row = nullptr;
  std::string detail;
  // What the push service asked for, of a row that is retried.
  std::optional<sim::Duration> retry_after = {};
};

// Sends it, again and again where the push service may take it later, until the namespace's delivery window
// is over; counts the metrics, and settles it at drop point 2 if the push service did not take it. What it
// took is settled by the push service and the device.
sim::Task<void> deliver(Core* core, Delivery delivery);

// One push service each, one try.
sim::Task<Conclusion> send_to_apns(Core* core, Delivery delivery);
sim::Task<Conclusion> send_to_fcm_v1(Core* core, Delivery delivery);
sim::Task<Conclusion> send_to_gcm(Core* core, Delivery delivery);

// Counts a push that goes to a push service, however often it is tried.
void begin_push(Core& core, const Delivery& delivery);
// The request of a delivery to a push service, with its trace.
wire::Exchange to_push_service(const Delivery& delivery, wire::Party party, http::Request request);
// The row for what a push service answered, and a detail such as "APNs answered 400 BadDeviceToken".
Conclusion conclude(Pns pns, const PnsReply& reply);

}  // namespace droppoint::fakes::notification_hubs
