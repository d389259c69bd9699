#include "fakes/notification_hubs/delivery.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "emulator/excerpt.hpp"
#include "fakes/causes.hpp"
#include "fakes/notification_hubs/registrations/registrations.hpp"
#include "fakes/notification_hubs/retries.hpp"

namespace droppoint::fakes::notification_hubs {
namespace {

std::string_view name_of(Pns pns) {
  switch (pns) {
    case Pns::apns:
      return "APNs";
    case Pns::fcm_v1:
      return "FCM";
    case Pns::gcm:
      return "FCM (legacy protocol)";
    case Pns::not_emulated:
      break;
  }
  return "the push service";
}

sim::Task<Conclusion> send_nowhere(Delivery delivery) {
  const std::string message =
      fmt::format("the push service of format {} is not emulated", delivery.payload->format->name);
  co_return conclude(Pns::not_emulated, PnsReply{.status = kHubItself, .message = message});
}

Pns pns_of(Platform platform) {
  switch (platform) {
    case Platform::apple:
      return Pns::apns;
    case Platform::fcm_v1:
      return Pns::fcm_v1;
    case Platform::gcm:
      return Pns::gcm;
    case Platform::not_emulated:
    case Platform::template_only:
      break;
  }
  return Pns::not_emulated;
}

// What the hub itself found unfit goes to nobody.
sim::Task<Conclusion> keep_back(Delivery delivery) {
  const Payload::Unsendable& why = *delivery.payload->unsendable;
  const PnsReply reply{.status = kHubItself, .reason = why.reason, .message = why.message};
  co_return conclude(pns_of(delivery.payload->format->platform), reply);
}

sim::Task<Conclusion> send_by_platform(Core* core, Delivery delivery) {
  if (delivery.payload->unsendable) return keep_back(std::move(delivery));
  switch (delivery.payload->format->platform) {
    case Platform::apple:
      return send_to_apns(core, std::move(delivery));
    case Platform::fcm_v1:
      return send_to_fcm_v1(core, std::move(delivery));
    case Platform::gcm:
      return send_to_gcm(core, std::move(delivery));
    case Platform::not_emulated:
    case Platform::template_only:
      break;
  }
  return send_nowhere(std::move(delivery));
}

// The push service may have written what the wire does not say: a token of the other environment is
// BadDeviceToken like one that never was.
wire::Verdict verdict_of(Core& core, wire::NotificationId notification, const Conclusion& conclusion) {
  if (conclusion.row->status >= 0) {
    const auto diagnosis = core.ledger().diagnosis(notification);
    if (diagnosis && diagnosis->state == wire::VerdictState::dropped) return *diagnosis;
  }
  return fakes::dropped(conclusion.row->cause, conclusion.detail);
}

void tell(Core& core, const Delivery& delivery, std::string kind, const std::string& what) {
  core.ledger().event(delivery.trace, wire::Party::notification_hubs, std::move(kind),
                      fmt::format("{} {}", to_text(delivery.notification), what));
}

TargetOutcome outcome_of(const Delivery& delivery, std::string_view outcome, const std::string& detail) {
  return {.platform = std::string(delivery.payload->format->name),
          .handle = delivery.handle,
          .registration_id = delivery.registration_id,
          .installation_id = delivery.installation_id,
          .outcome = outcome,
          .detail = detail};
}

}  // namespace

wire::Exchange to_push_service(const Delivery& delivery, wire::Party party, http::Request request) {
  return wire::Exchange{.from = wire::Party::notification_hubs,
                        .to = party,
                        .trace = delivery.trace,
                        .notification = delivery.notification,
                        .request = std::move(request)};
}

Conclusion conclude(Pns pns, const PnsReply& reply) {
  Conclusion conclusion{.row = &find_outcome(pns, reply), .detail = {}};
  if (reply.status == kNoAnswer) {
    conclusion.detail = fmt::format("{} gave no answer ({})", name_of(pns), reply.message);
  } else if (reply.status == kHubItself) {
    conclusion.detail = std::string(reply.message);
  } else {
    conclusion.detail = fmt::format("{} answered {}", name_of(pns), reply.status);
    if (!reply.reason.empty()) conclusion.detail += fmt::format(" {}", reply.reason);
    if (!reply.message.empty()) conclusion.detail += fmt::format(": {}", reply.message);
  }
  return conclusion;
}

void begin_push(Core& core, const Delivery& delivery) {
  if (delivery.tries == 1) core.count(delivery.hub, "notificationhub.pushes");
}

namespace {

// Of one try: the metrics rise with each (inferred), the telemetry's counts at the end only.
void count_try(Core& core, const Delivery& delivery, const Conclusion& conclusion) {
  const OutcomeRow& row = *conclusion.row;
  if (!row.metric.empty()) core.count(delivery.hub, row.metric);
  for (const std::string_view metric : all_pns_metrics(row.outcome)) core.count(delivery.hub, metric);
  tell(core, delivery, "push-outcome", fmt::format("{}: {}", row.outcome, conclusion.detail));
}

// A handle that is dead leaves the hub with its registrations, as the diagnose page says. A direct send has
// none, and does not touch those that others made (inferred).
void forget_dead_handle(Core& core, const Delivery& delivery, const OutcomeRow& row) {
  if (delivery.registration_id.empty() || channel_after(row.outcome) != Channel::dead) return;
  resources::Hub* hub = core.store.find_hub(delivery.hub.name_space, delivery.hub.hub);
  if (hub == nullptr) return;
  const std::size_t removed = registrations_of(*hub).remove_handle(delivery.handle);
  tell(core, delivery, "registrations-removed",
       fmt::format("{} of handle {}: {}", removed, excerpt(delivery.handle), row.outcome));
}

void finish(Core& core, const Delivery& delivery, const Conclusion& conclusion) {
  const OutcomeRow& row = *conclusion.row;
  if (!row.cause.empty()) {
    core.ledger().settle(delivery.notification, verdict_of(core, delivery.notification, conclusion));
  } else {
    settle_lost_to_fault(core.ledger(), delivery.notification, wire::Party::apns);
    settle_lost_to_fault(core.ledger(), delivery.notification, wire::Party::fcm);
  }
  forget_dead_handle(core, delivery, row);
  core.messages.record(delivery.message, outcome_of(delivery, row.outcome, conclusion.detail));
}

void abandon(Core& core, const Delivery& delivery, const Conclusion& last, int tries) {
  const wire::Verdict why = verdict_of(core, delivery.notification, last);
  const std::string detail = fmt::format("given up after {} tries in {}; at last {}", tries,
                                         sim::to_text(core.now() - delivery.begun_at), why.detail);
  core.ledger().settle(delivery.notification, fakes::dropped("pns-window-exceeded", detail, why.cause));
  tell(core, delivery, "push-abandoned", detail);
  core.messages.record(delivery.message, outcome_of(delivery, kAbandoned, detail));
}

sim::Duration window_of(Core& core, const HubName& hub) {
  const resources::Namespace* name_space = core.store.find_namespace(hub.name_space);
  return name_space == nullptr ? resources::kDeliveryWindow : name_space->delivery_window;
}

}  // namespace

sim::Task<void> deliver(Core* core, Delivery delivery) {
  delivery.begun_at = core->now();
  const sim::Duration window = window_of(*core, delivery.hub);
  const sim::Time end = sim::saturated_sum(delivery.begun_at, window);
  const bool once = delivery.single_attempt || window == sim::Duration::zero();
  for (;; ++delivery.tries) {
    Delivery copy = delivery;
    auto sending = send_by_platform(core, std::move(copy));
    const Conclusion conclusion = co_await std::move(sending);
    count_try(*core, delivery, conclusion);
    if (once || !conclusion.row->retried) {
      finish(*core, delivery, conclusion);
      co_return;
    }
    const sim::Time next =
        sim::saturated_sum(core->now(), pause_after(delivery.tries, conclusion.retry_after));
    auto pause = core->wire.scheduler().sleep_until(std::min(next, end), sim::Weight::work);
    co_await pause;
    if (next >= end) {
      abandon(*core, delivery, conclusion, delivery.tries);
      co_return;
    }
    core->ledger().diagnose(delivery.notification, wire::Verdict{});
  }
}

}  // namespace droppoint::fakes::notification_hubs
