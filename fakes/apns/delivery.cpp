#include "fakes/apns/delivery.hpp"

#include <array>
#include <chrono>
#include <utility>

#include "fakes/causes.hpp"

namespace droppoint::fakes::apns {
namespace {

using namespace std::chrono_literals;

constexpr sim::Duration kDeviceTimeout = 10s;
// When a connected device did not answer, APNs tries again after these, then waits until it reconnects. Apple
// publishes no figures.
constexpr std::array<sim::Duration, 3> kRetryAfter{5s, 30s, 5min};

http::Request to_device(const Push& push) {
  http::Headers headers = push.headers;
  headers.add("x-device-token", push.token);
  return http::Request{.method = "POST",
                       .target = "/notifications/apns",
                       .authority = push.device,
                       .headers = std::move(headers),
                       .body = push.body};
}

}  // namespace

void Delivery::start(Push push) {
  push.sequence = ++last_sequence_;
  wire_.scheduler().spawn(deliver(std::move(push)), "apns delivery");
}

sim::Task<void> Delivery::deliver(Push push) {
  // One attempt is made however late it is: what is stored never gets here late, since its timer took it out.
  if (!is_online(push.device)) {
    keep(std::move(push), "was not connected");
    co_return;
  }
  wire::Exchange exchange{.from = wire::Party::apns,
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
    wire_.ledger().settle(push.notification, wire::Verdict::delivered("apns"));
  } else if (status == 410) {
    tokens_.deactivate(push.token, wire_.scheduler().now());
    drop(push, "app-uninstalled", "the device said that " + push.app + " is not installed");
  } else {
    ++push.failed_attempts;
    keep(std::move(push), answer ? "answered " + std::to_string(status)
                                 : "did not answer: " + std::string(wire::to_text(answer.error())));
  }
}

void Delivery::keep(Push push, std::string_view why) {
  const std::string what = push.device + ' ' + std::string(why);
  if (push.storage == Storage::none) {
    const bool connected = is_online(push.device);
    drop(push, connected ? "device-unreachable" : "ttl-zero-device-offline",
         what + ", and apns-expiration is 0");
    return;
  }
  if (push.expires_at <= wire_.scheduler().now()) {
    expire(push);
    return;
  }
  Push kept = push;
  if (const auto older = mailbox_.put(std::move(push))) {
    drop(*older, "coalesced",
         "a newer notification for " + older->app + " took its place while " + older->device +
             " could not be reached");
    if (older->sequence == kept.sequence) return;
  }
  wire_.ledger().event(kept.trace, wire::Party::apns, "stored",
                       what + ": stored until " + sim::to_iso8601(kept.expires_at));
  arm_timers(kept);
}

void Delivery::arm_timers(const Push& push) {
  Mailbox::Stored* stored = mailbox_.find(push.device, push.app, push.sequence);
  sim::Scheduler& scheduler = wire_.scheduler();
  const auto when_expired = [this, device = push.device, app = push.app, sequence = push.sequence] {
    if (const auto expired = mailbox_.take(device, app, sequence)) expire(*expired);
  };
  stored->expiry = scheduler.at(push.expires_at, sim::Weight::background, when_expired);
  if (!is_online(push.device) || push.failed_attempts == 0 || push.failed_attempts > kRetryAfter.size())
    return;
  const auto again = [this, device = push.device, app = push.app, sequence = push.sequence] {
    retry(device, app, sequence);
  };
  const sim::Time due = scheduler.now() + kRetryAfter[push.failed_attempts - 1];
  stored->retry = scheduler.at(due, sim::Weight::work, again);
}

void Delivery::retry(const std::string& device, const std::string& app, std::uint64_t sequence) {
  if (!is_online(device)) return;
  if (auto push = mailbox_.take(device, app, sequence)) {
    wire_.scheduler().spawn(deliver(std::move(*push)), "apns delivery");
  }
}

void Delivery::expire(const Push& push) {
  const std::string until = sim::to_iso8601(push.expires_at);
  if (push.storage == Storage::longest) {
    drop(push, "device-unreachable", push.device + " did not come back within 30 days, until " + until);
  } else {
    drop(push, "expired-before-delivery", "it expired at " + until + " and had not reached " + push.device);
  }
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
    wire_.scheduler().spawn(deliver(std::move(push)), "apns delivery");
  }
}

void Delivery::forget_token(std::string_view token) {
  for (const Push& push : mailbox_.take_of_token(token)) {
    drop(push, "app-uninstalled", push.app + " on " + push.device + " gave its token back before it came");
  }
}

}  // namespace droppoint::fakes::apns
