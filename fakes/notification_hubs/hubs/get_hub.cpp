#include "fakes/notification_hubs/hubs/entry.hpp"
#include "fakes/notification_hubs/hubs/operations.hpp"

namespace droppoint::fakes::notification_hubs {

Reply get_hub(Core& core, Call& call) {
  if (call.hub == nullptr) return no_such_hub(core, call);
  return entry_response(core, call, EntryOf::read);
}

}  // namespace droppoint::fakes::notification_hubs
