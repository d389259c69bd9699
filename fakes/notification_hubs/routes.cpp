#include "fakes/notification_hubs/routes.hpp"

#include "fakes/notification_hubs/get_feedback.hpp"
#include "fakes/notification_hubs/get_message.hpp"
#include "fakes/notification_hubs/hubs/operations.hpp"
#include "fakes/notification_hubs/installations/operations.hpp"
#include "fakes/notification_hubs/registrations/operations.hpp"
#include "fakes/notification_hubs/send.hpp"
#include "fakes/notification_hubs/send_batch.hpp"
#include "fakes/notification_hubs/sends/operations.hpp"

namespace droppoint::fakes::notification_hubs {
namespace {

// Operations that the real service has and this one has not yet: each says its own name.
Reply jobs(Core&, Call&) {
  return tl::unexpected(not_emulated("import and export jobs"));
}

Routes make_routes() {
  Routes routes(http::LiteralCase::ignored);
  routes.add("POST", "/{hub}/messages", {Claim::send, &send, &handles_of_send});
  routes.add("POST", "/{hub}/messages/$batch", {Claim::send, &send_batch, &handles_of_batch});
  routes.add("GET", "/{hub}/messages/{id}", {Claim::send_or_manage, &get_message});
  routes.add("GET", "/{hub}/feedbackcontainer", {Claim::send_or_manage, &get_feedback});
  routes.add("POST", "/{hub}/schedulednotifications", {Claim::send, &schedule_send});
  routes.add("DELETE", "/{hub}/schedulednotifications/{id}", {Claim::send, &cancel_scheduled_send});
  routes.add("POST", "/{hub}/registrationids", {Claim::listen, &create_registration_id});
  routes.add("POST", "/{hub}/registrations", {Claim::listen, &create_registration});
  routes.add("GET", "/{hub}/registrations", {Claim::listen, &list_registrations});
  routes.add("PUT", "/{hub}/registrations/{id}", {Claim::listen, &put_registration});
  routes.add("GET", "/{hub}/registrations/{id}", {Claim::listen, &get_registration});
  routes.add("DELETE", "/{hub}/registrations/{id}", {Claim::listen, &delete_registration});
  routes.add("GET", "/{hub}/tags/{tag}/registrations", {Claim::manage, &list_registrations_of_tag});
  routes.add("PUT", "/{hub}/installations/{id}", {Claim::listen, &put_installation});
  routes.add("GET", "/{hub}/installations/{id}", {Claim::listen, &get_installation});
  routes.add("PATCH", "/{hub}/installations/{id}", {Claim::listen, &patch_installation});
  routes.add("DELETE", "/{hub}/installations/{id}", {Claim::listen, &delete_installation});
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
