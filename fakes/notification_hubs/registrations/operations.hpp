#pragma once

#include "fakes/notification_hubs/call.hpp"

namespace droppoint::fakes::notification_hubs {

struct Core;

// Each in the file of its name.

// `POST /{hub}/registrationids`: 201 and an id, which stands for nothing until a PUT uses it.
Reply create_registration_id(Core& core, Call& call);
// `POST /{hub}/registrations`: 200, although the page says 201; the Java client takes nothing else.
Reply create_registration(Core& core, Call& call);
// `PUT /{hub}/registrations/{id}`: with If-Match it updates, without it also creates. 410 for an id that was
// used before and is gone.
Reply put_registration(Core& core, Call& call);
Reply get_registration(Core& core, Call& call);
Reply delete_registration(Core& core, Call& call);
// `GET /{hub}/registrations`: by handle with `$filter`, which needs Listen; all of them need Manage.
Reply list_registrations(Core& core, Call& call);
// `GET /{hub}/tags/{tag}/registrations`.
Reply list_registrations_of_tag(Core& core, Call& call);

}  // namespace droppoint::fakes::notification_hubs
