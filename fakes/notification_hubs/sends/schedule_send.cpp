#include <chrono>
#include <memory>

#include <fmt/format.h>

#include "emulator/http/headers.hpp"
#include "fakes/notification_hubs/accept.hpp"
#include "fakes/notification_hubs/core.hpp"
#include "fakes/notification_hubs/sends/audience.hpp"
#include "fakes/notification_hubs/sends/operations.hpp"
#include "fakes/notification_hubs/sends/send_out.hpp"
#include "fakes/notification_hubs/tiers.hpp"

namespace droppoint::fakes::notification_hubs {
namespace {

constexpr std::string_view kTimeHeader = "ServiceBusNotification-ScheduleTime";
// https://learn.microsoft.com/azure/notification-hubs/notification-hubs-send-push-notifications-scheduled
constexpr sim::Duration kAheadMax = std::chrono::days(7);

// With a zone, or without one, which means UTC (.NET and Java).
tl::expected<sim::Time, Refusal> read_time(const Call& call, sim::Time now) {
  const std::string_view text = call.hop.request.headers.get(kTimeHeader).value_or("");
  const auto time = sim::parse_iso8601(text);
  if (!time) return tl::unexpected(bad_header(kTimeHeader, text));
  if (*time > sim::saturated_sum(now, kAheadMax)) {
    return tl::unexpected(
        Refusal{.status = 400, .message = "A notification can be scheduled at most 7 days ahead"});
  }
  return *time;
}

// "{32 hex}_{yyyyMMddHHmmss}_{digits}_{n}_QNHQueue{32 hex}-S{digits}", as recorded.
std::string scheduled_id(Core& core) {
  std::string id = core.messages.new_id();
  for (char& character : id) {
    if (character == '-') character = '_';
  }
  constexpr std::uint64_t kLeast = 10'000'000'000'000'000;
  return fmt::format("{}_QNHQueue{}-S{}", id, core.queue_ids.hex(32),
                     kLeast + core.queue_ids.below(9 * kLeast));
}

// Who gets it is found now, with the hub as it is now.
void go_out(Core& core, const std::string& id, const AudienceSend& send) {
  core.scheduled.erase(http::to_lower(id));
  const Message* message = core.messages.find(id);
  if (message == nullptr || message->state != MessageState::scheduled) return;
  resources::Hub* hub = core.store.find_hub(message->hub.name_space, message->hub.hub);
  std::vector<Target> targets;
  if (hub != nullptr) targets = find_targets(*hub, send, core.now());
  send_out(core, id, std::move(targets));
}

}  // namespace

Reply schedule_send(Core& core, Call& call) {
  if (auto refusal = check_tier(call, Feature::scheduled_send)) return tl::unexpected(std::move(*refusal));
  auto send = read_audience_send(call);
  if (!send) return tl::unexpected(std::move(send.error()));
  const auto due = read_time(call, core.now());
  if (!due) return tl::unexpected(due.error());

  Message message = message_of(call, *send->format, send->body);
  message.id = scheduled_id(core);
  message.state = MessageState::scheduled;
  core.count(message.hub, "incoming");
  core.count_scheduled(message.hub);
  const std::string id = core.messages.open(std::move(message));
  const auto kept = std::make_shared<const AudienceSend>(std::move(*send));
  core.scheduled.insert_or_assign(
      http::to_lower(id),
      core.wire.scheduler().at(*due, sim::Weight::work, [&core, id, kept] { go_out(core, id, *kept); }));
  return created(call, "schedulednotifications", id);
}

}  // namespace droppoint::fakes::notification_hubs
