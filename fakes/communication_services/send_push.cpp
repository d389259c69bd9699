#include "fakes/communication_services/send_push.hpp"

#include <optional>
#include <utility>

#include "emulator/http/uri.hpp"
#include "fakes/auth/sas.hpp"
#include "fakes/causes.hpp"
#include "fakes/communication_services/linked_hub.hpp"
#include "fakes/communication_services/refusal.hpp"

namespace droppoint::fakes::communication_services {
namespace {

constexpr std::string_view kApiVersion = "2015-01";
// As long as the .NET client's tokens hold.
constexpr sim::Duration kTokenLifetime = std::chrono::minutes(20);

// The link that this send goes by, and whether Resource Manager has another one by now.
struct LinkInUse {
  std::optional<resources::Link> link;
  std::optional<resources::Link> written;
  sim::Time loaded_at{};
  sim::Time valid_until{};

  bool outdated() const { return link != written; }
};

LinkInUse load_link(DataPlane& plane, const Push& push) {
  const resources::CommunicationResource* resource = plane.store.find_communication(push.resource);
  const std::optional<resources::Link> written = resource == nullptr ? std::nullopt : resource->link;
  const std::string key = resource == nullptr ? push.resource : resource->immutable_id;
  LinkCache::Use use = plane.links.use(key, written, plane.now());
  if (use.loaded) {
    const std::string hub = use.entry.link ? use.entry.link->resource_id : std::string("no link");
    plane.wire.ledger().event(
        push.trace, wire::Party::communication_services, "link-loaded",
        push.resource + ": " + hub + ", until " + sim::to_iso8601(use.entry.valid_until));
  }
  return {std::move(use.entry.link), written, use.entry.loaded_at, use.entry.valid_until};
}

// The cause proper, unless an outdated link led there: then that is the cause, and this what lies under it.
void settle_dropped(DataPlane& plane, const Push& push, const LinkInUse& in_use, wire::Verdict verdict) {
  if (in_use.outdated()) {
    const std::string written = in_use.written
                                    ? "a link written at " + sim::to_iso8601(in_use.written->written_at)
                                    : std::string("the removal of the link");
    const std::string detail = written + " takes effect at " + sim::to_iso8601(in_use.valid_until) +
                               "; until then the state loaded at " + sim::to_iso8601(in_use.loaded_at) +
                               " holds: " + verdict.detail;
    verdict = fakes::dropped("link-not-propagated", detail, verdict.cause);
  }
  plane.wire.ledger().settle(push.notification, std::move(verdict));
}

http::Request direct_send(const Push& push, const LinkedHub& linked, sim::Time now) {
  http::Request request;
  request.method = "POST";
  request.authority = linked.name_space + ".servicebus.windows.net";
  request.target =
      '/' + http::percent_encode(linked.hub) + "/messages/?direct&api-version=" + std::string(kApiVersion);
  const auth::HmacKey key(linked.credential.key);
  request.headers.add("Authorization", auth::make_sas("https://" + request.authority + request.target,
                                                      linked.credential.policy, key, now + kTokenLifetime));
  request.headers.add("Content-Type", "application/json; charset=utf-8");
  request.headers.add("ServiceBusNotification-Format", push.message.format);
  request.headers.add("ServiceBusNotification-DeviceHandle", push.token);
  for (const auto [name, value] : push.message.headers) request.headers.add(name, value);
  request.body = http::make_body(push.message.body);
  return request;
}

// A send that the hub took, but that says something about the link.
void warn_of_link(DataPlane& plane, const Push& push, const LinkInUse& in_use, const LinkedHub& linked) {
  wire::Ledger& ledger = plane.wire.ledger();
  if (in_use.outdated()) ledger.warn(push.trace, "old-link-in-use");
  const resources::Policy* policy = policy_of(linked, plane.store);
  if (policy != nullptr && (policy->rights.listen || policy->rights.manage)) {
    ledger.warn(push.trace, "policy-wider-than-send");
  }
}

}  // namespace

sim::Task<void> send_push(DataPlane& plane, Push push) {
  const LinkInUse in_use = load_link(plane, push);
  if (!in_use.link) {
    settle_dropped(plane, push, in_use,
                   fakes::dropped("hub-not-linked", "no hub is linked to " + push.resource));
    co_return;
  }
  const auto linked = find_linked_hub(*in_use.link, plane.store, plane.options.local_hosts);
  if (!linked) {
    settle_dropped(plane, push, in_use, linked.error());
    co_return;
  }
  wire::Exchange exchange;
  exchange.from = wire::Party::communication_services;
  exchange.to = wire::Party::notification_hubs;
  exchange.trace = push.trace;
  exchange.notification = push.notification;
  exchange.request = direct_send(push, *linked, plane.now());
  exchange.timeout = plane.options.hub_timeout;
  auto answering = plane.wire.exchange(std::move(exchange));
  const wire::Answer answer = co_await std::move(answering);
  if (is_accepted(answer)) {
    warn_of_link(plane, push, in_use, *linked);
    settle_lost_to_fault(plane.wire.ledger(), push.notification, wire::Party::notification_hubs);
    co_return;
  }
  const auto diagnosis = plane.wire.ledger().diagnosis(push.notification);
  settle_dropped(plane, push, in_use, refusal_verdict(diagnosis, answer, *linked, plane.store));
}

}  // namespace droppoint::fakes::communication_services
