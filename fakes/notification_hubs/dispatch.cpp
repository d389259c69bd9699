#include "fakes/notification_hubs/dispatch.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "fakes/notification_hubs/core.hpp"
#include "fakes/notification_hubs/delivery.hpp"
#include "fakes/notification_hubs/notices.hpp"

namespace droppoint::fakes::notification_hubs {
namespace {

constexpr std::string_view kTemplateFormat = "template";

// Native: the format, whether or not anybody matched. Templates: those of the registrations they came from.
std::vector<std::string> platforms_of(const std::string& format, const std::vector<Target>& targets) {
  if (format != kTemplateFormat || targets.empty()) return {format};
  std::vector<std::string> platforms;
  for (const Target& target : targets) {
    std::string name = std::string(target.payload->format->name) + std::string(kTemplateFormat);
    if (std::find(platforms.begin(), platforms.end(), name) == platforms.end())
      platforms.push_back(std::move(name));
  }
  return platforms;
}

TargetOutcome skipped(Target target) {
  return {.platform = std::string(target.payload->format->name),
          .handle = std::move(target.handle),
          .registration_id = std::move(target.registration_id),
          .installation_id = std::move(target.installation_id),
          .outcome = kSkipped};
}

}  // namespace

std::string take_message(Core& core, Message message, std::vector<Target> targets) {
  const std::string id = core.messages.open(std::move(message));
  dispatch(core, id, std::move(targets));
  return id;
}

void dispatch(Core& core, const std::string& id, std::vector<Target> targets) {
  const Message* known = core.messages.find(id);
  if (known == nullptr) return;
  const Message message = *known;
  core.messages.start(id, platforms_of(message.format, targets), targets.size());
  std::set<std::pair<std::string, const Payload*>> seen;
  std::uint64_t pushes = 0;
  for (Target& target : targets) {
    if (!seen.emplace(target.handle, target.payload.get()).second) {
      core.messages.record(id, skipped(std::move(target)));
      continue;
    }
    ++pushes;
    const wire::NotificationId notification =
        open_notice(core, message.trace, message.notification, target.handle);
    Delivery delivery{.trace = message.trace,
                      .notification = notification,
                      .hub = message.hub,
                      .handle = std::move(target.handle),
                      .payload = std::move(target.payload),
                      .message = id,
                      .registration_id = std::move(target.registration_id),
                      .installation_id = std::move(target.installation_id),
                      .single_attempt = message.single_attempt};
    core.wire.scheduler().spawn(deliver(&core, std::move(delivery)), "push of " + message.hub.hub);
  }
  core.usage.add_pushes(message.hub.name_space, pushes, core.now());
}

}  // namespace droppoint::fakes::notification_hubs
