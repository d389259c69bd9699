#include "fakes/fcm/delivery.hpp"

#include <chrono>

namespace droppoint::fakes::fcm {
namespace {

using store_and_forward::Item;

constexpr sim::Duration kDay = std::chrono::hours(24);
// What the Android SDK knows as onDeletedMessages comes as a message with this type.
constexpr std::string_view kDeletedMessages = R"({"message_type":"deleted_messages"})";

http::Request to_device(const Push& push, bool high, sim::Time now) {
  const auto milliseconds =
      std::chrono::duration_cast<std::chrono::milliseconds>(now.time_since_epoch()).count();
  http::Headers headers{{"content-type", "application/json"},
                        {"x-device-token", push.token},
                        {"priority", high ? "high" : "normal"},
                        {"original-priority", push.high_priority ? "high" : "normal"}};
  headers.add("sent-time", std::to_string(milliseconds));
  if (push.collapse_key) headers.add("collapse-key", *push.collapse_key);
  return http::Request{.method = "POST",
                       .target = "/notifications/fcm",
                       .authority = push.device,
                       .headers = std::move(headers),
                       .body = push.body};
}

}  // namespace

Delivery::Delivery(wire::Wire& wire, DeviceTokens& tokens)
    : wire_(wire),
      tokens_(tokens),
      courier_(wire, wire::Party::fcm, {.slots = kCollapseKeysMax, .without_slot = kNonCollapsibleMax},
               *this) {}

void Delivery::start(Push push) {
  const bool high = push.high_priority && grant_high_priority(push.device);
  if (push.high_priority && !high) {
    wire_.ledger().event(push.trace, wire::Party::fcm, "priority-lowered",
                         push.device + " grants its app no more messages of high priority today");
  }
  http::Request request = to_device(push, high, wire_.scheduler().now());
  courier_.start(Item{.device = std::move(push.device),
                      .app = std::move(push.app),
                      .token = push.token,
                      .box = std::move(push.token),
                      .trace = push.trace,
                      .notification = push.notification,
                      .request = std::move(request),
                      .slot = std::move(push.collapse_key),
                      .wakes = high,
                      .stored = push.ttl != sim::Duration::zero(),
                      .expires_at = push.expires_at});
}

// https://developer.android.com/topic/performance/power/power-details: "any messages after the cap is reached
// are treated as normal-priority messages".
bool Delivery::grant_high_priority(const std::string& device) {
  const auto found = quotas_.find(device);
  if (found == quotas_.end()) return true;
  Quota& quota = found->second;
  const sim::Time now = wire_.scheduler().now();
  while (!quota.granted.empty() && quota.granted.front() + kDay <= now) quota.granted.pop_front();
  if (quota.granted.size() >= quota.per_day) return false;
  quota.granted.push_back(now);
  return true;
}

void Delivery::set_connection(std::string_view device, const DeviceConnection& connection) {
  const std::string name(device);
  if (connection.high_priority_per_day) {
    quotas_[name].per_day = *connection.high_priority_per_day;
  } else {
    quotas_.erase(name);
  }
  courier_.set_connection(device, {.online = connection.online, .dozes = connection.dozes});
  if (!connection.online || connection.dozes) return;
  for (auto each = deleted_.begin(); each != deleted_.end();) {
    if (each->second.device != device) {
      ++each;
      continue;
    }
    wire_.scheduler().spawn(tell_deleted(std::move(each->second)), "fcm deleted messages");
    each = deleted_.erase(each);
  }
}

sim::Task<void> Delivery::tell_deleted(Item newest) {
  wire::Exchange exchange{.from = wire::Party::fcm, .to = wire::Party::device, .trace = newest.trace};
  exchange.request = http::Request{.method = "POST",
                                   .target = "/notifications/fcm",
                                   .authority = newest.device,
                                   .headers = {{"content-type", "application/json"}},
                                   .body = http::make_body(std::string(kDeletedMessages))};
  exchange.request.headers.add("x-device-token", newest.token);
  auto answering = wire_.exchange(std::move(exchange));
  const wire::Answer answer = co_await std::move(answering);
  // Told again at the next connection.
  if (!answer) deleted_.insert_or_assign(newest.token, std::move(newest));
}

void Delivery::forget_token(std::string_view token) {
  deleted_.erase(std::string(token));
  courier_.forget_token(token);
}

void Delivery::app_is_gone(const Item& item) {
  tokens_.deactivate(item.token);
}

std::string Delivery::why_coalesced(const Item& item) const {
  return "a newer message with the collapse key " + item.slot.value_or("") + " took its place while " +
         item.device + " could not be reached";
}

std::string Delivery::why_over_limit(const Item& item) const {
  return item.slot ? "messages with more than 4 collapse keys were waiting for " + item.device
                   : "more than 100 messages were waiting for " + item.device;
}

std::string_view Delivery::one_attempt() const {
  return "ttl is 0";
}

void Delivery::overflowed(const Item& newest) {
  deleted_.insert_or_assign(newest.token, newest);
}

}  // namespace droppoint::fakes::fcm
