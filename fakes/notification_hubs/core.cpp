#include "fakes/notification_hubs/core.hpp"

namespace droppoint::fakes::notification_hubs {

Core::Core(NotificationHubsParts parts)
    : wire(parts.wire),
      store(parts.store),
      metrics(parts.metrics),
      directory(parts.directory),
      options(parts.options),
      hub_keys(parts.random.stream("hub keys")),
      tracking_ids(parts.random.stream("tracking ids")),
      registration_ids(parts.random.stream("registration ids")),
      queue_ids(parts.random.stream("scheduled queue ids")),
      test_targets(parts.random.stream("test send targets")),
      messages(parts.wire.scheduler(), parts.random.stream("message ids")),
      feedback(parts.random.stream("feedback storage")),
      oauth_tokens(parts.wire) {}

void Core::count(const HubName& name, std::string_view metric) {
  const resources::Namespace* name_space = store.find_namespace(name.name_space);
  const resources::Hub* hub = store.find_hub(name.name_space, name.hub);
  if (hub == nullptr) return;
  metrics.count(resources::resource_id_of(*name_space, *hub), metric, now());
}

// The metrics have no gauge: the pending ones are counted when they are scheduled (inferred).
void Core::count_scheduled(const HubName& name) {
  count(name, "incoming.scheduled");
  count(name, "scheduled.pending");
}

void Core::count_cancelled(const HubName& name) {
  count(name, "incoming.scheduled.cancel");
}

}  // namespace droppoint::fakes::notification_hubs
