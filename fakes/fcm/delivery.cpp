#include "fakes/fcm/delivery.hpp"

#include <array>
#include <chrono>
#include <utility>

#include "fakes/causes.hpp"

namespace droppoint::fakes::fcm {
namespace {

using namespace std::chrono_literals;

constexpr sim::Duration kDeviceTimeout = 10s;
// When a connected device did not answer, FCM tries again after these, then waits until it reconnects. Google
// publishes no figures.
constexpr std::array<sim::Duration, 3> kRetryAfter{5s, 30s, 5min};

http::Request to_device(const Push& push) {
  http::Headers headers{{"content-type", "application/json"},
                        {"x-device-token", push.token},
                        {"priority", push.high_priority ? "high" : "normal"}};
  if (push.collapse_key) headers.add("collapse-key", *push.collapse_key);
  return http::Request{.method = "POST",
                       .target = "/notifications/fcm",
                       .authority = push.device,
                       .headers = std::move(headers),
                       .body = push.body};
}

}  // namespace

void Delivery::start(Push push) {
  push.sequence = ++last_sequence_;
  wire_.scheduler().spawn(deliver(std::move(push)), "fcm delivery");
}

sim::Task<void> Delivery::deliver(Push push) {
  if (!is_online(push.device)) {
    keep(std::move(push), "was not connected");
    co_return;
  }
  wire::Exchange exchange{.from = wire::Party::fcm,
                          .to = wire::Party::device,
                          .trace = push.trace,
                          .notification = push.notification,
                          .request = to_device(push),
                          .timeout = kDeviceTimeout};
  auto answering = wire_.exchange(std::move(exchange));
  const wire::Answer answer = co_await std::move(answering);
  conclude(std::move(push), answer);
}

void Delivery::conclude(Push push, const wire::Answer& answer) {
  const int status = answer ? answer->status : 0;
  if (status >= 200 && status < 300) {
    // The device has said so itself, unless a fault answered in its place.
    wire_.ledger().settle(push.notification, wire::Verdict::delivered("fcm"));
  } else if (status == 410) {
    tokens_.deactivate(push.token);
    drop(push, "app-uninstalled", "the device said that " + push.app + " is not installed");
  } else {
    ++push.failed_attempts;
    keep(std::move(push), answer ? "answered " + std::to_string(status)
                                 : "did not answer: " + std::string(wire::to_text(answer.error())));
  }
}

void Delivery::keep(Push push, std::string_view why) {
  const std::string what = push.device + ' ' + std::string(why);
  if (push.ttl == sim::Duration::zero()) {
    const bool connected = is_online(push.device);
    drop(push, connected ? "device-unreachable" : "ttl-zero-device-offline", what + ", and ttl is 0");
    return;
  }
  if (push.expires_at <= wire_.scheduler().now()) {
    expire(push);
    return;
  }
  const Push kept = push;
  const Mailbox::Put put = mailbox_.put(std::move(push));
  for (const Push& older : put.coalesced) {
    drop(older, "coalesced",
         "a newer message with the collapse key " + older.collapse_key.value_or("") +
             " took its place while " + older.device + " could not be reached");
  }
  for (const Push& over : put.over_limit) {
    drop(over, "pending-limit-exceeded",
         over.collapse_key ? "messages with more than 4 collapse keys were waiting for " + over.device
                           : "more than 100 messages were waiting for " + over.device);
  }
  if (mailbox_.find(kept.sequence) == nullptr) return;
  wire_.ledger().event(kept.trace, wire::Party::fcm, "stored",
                       what + ": stored until " + sim::to_iso8601(kept.expires_at));
  arm_timers(kept);
}

void Delivery::arm_timers(const Push& push) {
  Mailbox::Stored* stored = mailbox_.find(push.sequence);
  sim::Scheduler& scheduler = wire_.scheduler();
  const auto when_expired = [this, sequence = push.sequence] {
    if (const auto expired = mailbox_.take(sequence)) expire(*expired);
  };
  stored->expiry = scheduler.at(push.expires_at, sim::Weight::background, when_expired);
  if (!is_online(push.device) || push.failed_attempts == 0 || push.failed_attempts > kRetryAfter.size())
    return;
  const sim::Time due = scheduler.now() + kRetryAfter[push.failed_attempts - 1];
  stored->retry = scheduler.at(due, sim::Weight::work, [this, sequence = push.sequence] { retry(sequence); });
}

void Delivery::retry(std::uint64_t sequence) {
  const Mailbox::Stored* stored = mailbox_.find(sequence);
  if (stored == nullptr || !is_online(stored->push.device)) return;
  auto push = mailbox_.take(sequence);
  wire_.scheduler().spawn(deliver(std::move(*push)), "fcm delivery");
}

void Delivery::expire(const Push& push) {
  drop(push, "expired-before-delivery",
       "it expired at " + sim::to_iso8601(push.expires_at) + " and had not reached " + push.device);
}

void Delivery::drop(const Push& push, std::string_view cause, std::string detail) {
  wire_.ledger().settle(push.notification, fakes::dropped(cause, std::move(detail)));
}

void Delivery::set_online(std::string_view device, bool online) {
  if (!online) {
    if (const auto found = online_.find(device); found != online_.end()) online_.erase(found);
    return;
  }
  online_.emplace(device);
  for (Push& push : mailbox_.take_of_device(device)) {
    push.failed_attempts = 0;
    wire_.scheduler().spawn(deliver(std::move(push)), "fcm delivery");
  }
}

void Delivery::forget_token(std::string_view token) {
  for (const Push& push : mailbox_.take_of_token(token)) {
    drop(push, "app-uninstalled", push.app + " on " + push.device + " gave its token back before it came");
  }
}

}  // namespace droppoint::fakes::fcm
