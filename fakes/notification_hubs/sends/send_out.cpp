#include "fakes/notification_hubs/sends/send_out.hpp"

#include <fmt/format.h>

#include "emulator/excerpt.hpp"
#include "fakes/causes.hpp"
#include "fakes/notification_hubs/core.hpp"

namespace droppoint::fakes::notification_hubs {
namespace {

void tell_no_target(Core& core, const Message& message) {
  const std::string who =
      message.tags.empty() ? "is registered" : fmt::format("matches the tags '{}'", excerpt(message.tags));
  const std::string detail = fmt::format("no registration of format {} in {}/{} {}", message.format,
                                         message.hub.name_space, message.hub.hub, who);
  const wire::NotificationId nobody =
      core.ledger().open({.trace = message.trace, .kind = "direct", .channel = "push"});
  core.ledger().settle(nobody, fakes::dropped("no-target-found", detail));
}

}  // namespace

void send_out(Core& core, const std::string& id, std::vector<Target> targets) {
  const Message* message = core.messages.find(id);
  if (message != nullptr && targets.empty()) tell_no_target(core, *message);
  dispatch(core, id, std::move(targets));
}

}  // namespace droppoint::fakes::notification_hubs
