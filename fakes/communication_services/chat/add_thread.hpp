#pragma once

#include <string_view>

#include "fakes/communication_services/chat/announce.hpp"

namespace droppoint::fakes::communication_services::chat {

// Puts a thread in place: dates it, lets the service write its first entries (who is in it, its topic), and
// sees to its retention. Whoever makes it tells the others. Its members are those of `thread.participants`,
// the creator first where the list does not have it. Valid until a thread is removed.
Thread& add_thread(DataPlane& plane, const Occasion& occasion, Thread thread);

// Has the thread deleted when its retention policy says so, instead of when an earlier one did.
void schedule_retention(DataPlane& plane, const Occasion& occasion, Thread& thread);

// Tells all who are in it. `by`: the user who deletes it, empty for the retention policy.
void remove_thread(DataPlane& plane, const Occasion& occasion, const Thread& thread, std::string_view by);

}  // namespace droppoint::fakes::communication_services::chat
