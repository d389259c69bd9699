#pragma once

#include "fakes/notification_hubs/call.hpp"

namespace droppoint::fakes::notification_hubs {

struct Core;

// `/{hub}/installations/{id}`, each in the file of its name. The real service takes a change and carries it
// out a little later; here it is done when it is answered.
Reply put_installation(Core& core, Call& call);
Reply get_installation(Core& core, Call& call);
Reply patch_installation(Core& core, Call& call);
// 204, also for one that is not there.
Reply delete_installation(Core& core, Call& call);

}  // namespace droppoint::fakes::notification_hubs
