#include "fakes/notification_hubs/routes.hpp"

#include "fakes/notification_hubs/hubs/operations.hpp"
#include "fakes/notification_hubs/send.hpp"
#include "fakes/notification_hubs/send_batch.hpp"

namespace droppoint::fakes::notification_hubs {
namespace {

// Operations that the real service has and this one has not yet: each says its own name.
Reply telemetry(Core&, Call&) {
  return tl::unexpected(not_emulated("per-message telemetry"));
}
Reply feedback(Core&, Call&) {
  return tl::unexpected(not_emulated("push service feedback"));
}
Reply scheduled_sends(Core&, Call&) {
  return tl::unexpected(not_emulated("scheduled sends"));
}
Reply registrations(Core&, Call&) {
  return tl::unexpected(not_emulated("registrations"));
}
Reply installations(Core&, Call&) {
  return tl::unexpected(not_emulated("installations"));
}
Reply jobs(Core&, Call&) {
  return tl::unexpected(not_emulated("import and export jobs"));
}

Routes make_routes() {
  Routes routes(http::LiteralCase::ignored);
  routes.add("POST", "/{hub}/messages", {Claim::send, &send, &handles_of_send});
  routes.add("POST", "/{hub}/messages/$batch", {Claim::send, &send_batch, &handles_of_batch});
  routes.add("GET", "/{hub}/messages/{id}", {Claim::send_or_manage, &telemetry});
  routes.add("GET", "/{hub}/feedbackcontainer", {Claim::send_or_manage, &feedback});
  routes.add("*", "/{hub}/schedulednotifications/{rest...}", {Claim::send, &scheduled_sends});
  routes.add("*", "/{hub}/registrations/{rest...}", {Claim::listen, &registrations});
  routes.add("*", "/{hub}/registrationids/{rest...}", {Claim::listen, &registrations});
  routes.add("*", "/{hub}/tags/{rest...}", {Claim::manage, &registrations});
  routes.add("*", "/{hub}/installations/{rest...}", {Claim::listen, &installations});
  routes.add("*", "/{hub}/jobs/{rest...}", {Claim::manage, &jobs});
  routes.add("GET", "/{hub}", {.run = &get_hub, .of_namespace = true});
  routes.add("PUT", "/{hub}", {.run = &put_hub, .of_namespace = true});
  routes.add("DELETE", "/{hub}", {.run = &delete_hub, .of_namespace = true});
  routes.add("GET", "/$Resources/NotificationHubs", {.run = &list_hubs, .of_namespace = true});
  return routes;
}

}  // namespace

const Routes& routes() {
  static const Routes table = make_routes();
  return table;
}

}  // namespace droppoint::fakes::notification_hubs
