#include "fakes/notification_hubs/accept.hpp"
#include "fakes/notification_hubs/core.hpp"
#include "fakes/notification_hubs/sends/audience.hpp"
#include "fakes/notification_hubs/sends/operations.hpp"
#include "fakes/notification_hubs/sends/send_out.hpp"

namespace droppoint::fakes::notification_hubs {
namespace {

// https://learn.microsoft.com/azure/notification-hubs/notification-hubs-push-notification-fixer
constexpr std::size_t kTestTargetsMax = 10;

// That many of them, drawn, in the order in which they were.
std::vector<Target> drawn(std::vector<Target> targets, sim::Random& random) {
  while (targets.size() > kTestTargetsMax)
    targets.erase(targets.begin() + static_cast<std::ptrdiff_t>(random.below(targets.size())));
  return targets;
}

}  // namespace

Reply send_to_audience(Core& core, Call& call) {
  const auto send = read_audience_send(call);
  if (!send) return tl::unexpected(send.error());
  const bool test = call.target.has_query("test");
  std::vector<Target> targets = find_targets(*call.hub, *send, core.now());
  if (test) targets = drawn(std::move(targets), core.test_targets);

  Message message = message_of(call, *send->format, send->body);
  message.single_attempt = test;
  core.count(message.hub, "incoming");
  const std::string id = core.messages.open(std::move(message));
  send_out(core, id, std::move(targets));
  if (test) call.awaited_message = id;
  return created(call, "messages", id);
}

}  // namespace droppoint::fakes::notification_hubs
