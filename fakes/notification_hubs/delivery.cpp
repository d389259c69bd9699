#include "fakes/notification_hubs/delivery.hpp"

#include <utility>

#include <fmt/format.h>

#include "fakes/causes.hpp"

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

sim::Task<Conclusion> send_by_platform(Core* core, Delivery delivery) {
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

sim::Task<void> deliver(Core* core, Delivery delivery) {
  const wire::TraceId trace = delivery.trace;
  const wire::NotificationId notification = delivery.notification;
  const HubName hub = delivery.hub;
  auto sending = send_by_platform(core, std::move(delivery));
  const Conclusion conclusion = co_await std::move(sending);

  const OutcomeRow& row = *conclusion.row;
  if (!row.metric.empty()) core->count(hub, row.metric);
  for (const std::string_view metric : all_pns_metrics(row.outcome)) core->count(hub, metric);
  core->ledger().event(trace, wire::Party::notification_hubs, "push-outcome",
                       fmt::format("{} {}: {}", to_text(notification), row.outcome, conclusion.detail));
  if (!row.cause.empty()) core->ledger().settle(notification, verdict_of(*core, notification, conclusion));
}

}  // namespace droppoint::fakes::notification_hubs
