#include "fakes/store_and_forward/courier.hpp"

#include <array>
#include <chrono>
#include <utility>

#include "fakes/causes.hpp"

namespace droppoint::fakes::store_and_forward {
namespace {

using namespace std::chrono_literals;

constexpr sim::Duration kDeviceTimeout = 10s;
// When a connected device did not answer, it is tried again after these, and then when it reconnects. Neither
// Apple nor Google publishes figures.
constexpr std::array<sim::Duration, 3> kRetryAfter{5s, 30s, 5min};

}  // namespace

void Courier::start(Item item) {
  item.sequence = ++last_sequence_;
  spawn(std::move(item));
}

void Courier::spawn(Item item) {
  wire_.scheduler().spawn(deliver(std::move(item)), std::string(wire::to_text(service_)) + " delivery");
}

Connection Courier::connection_of(std::string_view device) const {
  const auto found = connections_.find(device);
  return found == connections_.end() ? Connection{} : found->second;
}

bool Courier::may_go(const Item& item) const {
  const Connection connection = connection_of(item.device);
  return connection.online && (item.wakes || !connection.dozes);
}

sim::Task<void> Courier::deliver(Item item) {
  // One attempt is made however late it is: what is stored never gets here late, since its timer took it out.
  if (!may_go(item)) {
    const bool dozes = connection_of(item.device).online;
    keep(std::move(item), dozes ? "was in Doze" : "was not connected");
    co_return;
  }
  wire::Exchange exchange{.from = service_,
                          .to = wire::Party::device,
                          .trace = item.trace,
                          .notification = item.notification,
                          .request = item.request,
                          .timeout = kDeviceTimeout};
  auto answering = wire_.exchange(std::move(exchange));
  const wire::Answer answer = co_await std::move(answering);
  conclude(std::move(item), answer);
}

void Courier::conclude(Item item, const wire::Answer& answer) {
  const int status = answer ? answer->status : 0;
  if (status >= 200 && status < 300) {
    // The device has said so itself, unless a fault answered in its place.
    wire_.ledger().settle(item.notification, wire::Verdict::delivered(std::string(wire::to_text(service_))));
  } else if (status == 410) {
    rules_.app_is_gone(item);
    drop(item, "app-uninstalled", "the device said that " + item.app + " is not installed");
  } else {
    ++item.failed_attempts;
    keep(std::move(item), answer ? "answered " + std::to_string(status)
                                 : "did not answer: " + std::string(wire::to_text(answer.error())));
  }
}

void Courier::keep(Item item, std::string_view why) {
  const std::string what = item.device + ' ' + std::string(why);
  if (!item.stored) {
    drop(item, may_go(item) ? "device-unreachable" : "ttl-zero-device-offline",
         what + ", and " + std::string(rules_.one_attempt()));
    return;
  }
  if (item.expires_at <= wire_.scheduler().now()) {
    expire(item);
    return;
  }
  const Item kept = item;
  const Mailbox::Put put = mailbox_.put(std::move(item));
  for (const Item& older : put.coalesced) drop(older, "coalesced", rules_.why_coalesced(older));
  for (const Item& over : put.over_limit) drop(over, "pending-limit-exceeded", rules_.why_over_limit(over));
  if (!put.over_limit.empty() && !kept.slot) rules_.overflowed(kept);
  if (mailbox_.find(kept.sequence) == nullptr) return;
  wire_.ledger().event(kept.trace, service_, "stored",
                       what + ": stored until " + sim::to_iso8601(kept.expires_at));
  arm_timers(kept);
}

void Courier::arm_timers(const Item& item) {
  Mailbox::Stored* stored = mailbox_.find(item.sequence);
  sim::Scheduler& scheduler = wire_.scheduler();
  const auto when_expired = [this, sequence = item.sequence] {
    if (const auto expired = mailbox_.take(sequence)) expire(*expired);
  };
  stored->expiry = scheduler.at(item.expires_at, sim::Weight::background, when_expired);
  if (!may_go(item) || item.failed_attempts == 0 || item.failed_attempts > kRetryAfter.size()) return;
  const sim::Time due = scheduler.now() + kRetryAfter[item.failed_attempts - 1];
  stored->retry = scheduler.at(due, sim::Weight::work, [this, sequence = item.sequence] { retry(sequence); });
}

void Courier::retry(std::uint64_t sequence) {
  const Mailbox::Stored* stored = mailbox_.find(sequence);
  if (stored == nullptr || !may_go(stored->item)) return;
  spawn(*mailbox_.take(sequence));
}

void Courier::expire(const Item& item) {
  const std::string until = sim::to_iso8601(item.expires_at);
  if (item.sender_set_expiry) {
    drop(item, "expired-before-delivery", "it expired at " + until + " and had not reached " + item.device);
  } else {
    drop(item, "device-unreachable",
         item.device + " did not come back for as long as is stored, until " + until);
  }
}

void Courier::drop(const Item& item, std::string_view cause, std::string detail) {
  wire_.ledger().settle(item.notification, fakes::dropped(cause, std::move(detail)));
}

void Courier::set_connection(std::string_view device, Connection connection) {
  connections_.insert_or_assign(std::string(device), connection);
  if (!connection.online) return;
  for (Item& item : mailbox_.take_of_device(device, !connection.dozes)) {
    item.failed_attempts = 0;
    spawn(std::move(item));
  }
}

void Courier::forget_token(std::string_view token) {
  for (const Item& item : mailbox_.take_of_token(token)) {
    drop(item, "app-uninstalled", item.app + " on " + item.device + " gave its token back before it came");
  }
}

}  // namespace droppoint::fakes::store_and_forward
