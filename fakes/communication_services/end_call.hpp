#pragma once

#include <cstddef>
#include <string_view>

#include "fakes/communication_services/data_plane.hpp"

namespace droppoint::fakes::communication_services {

// Why something in a call ended, as Call Automation's callbacks say it. Code and subcode are those of
// "Troubleshooting call end response codes"; where the table has code 0 callbacks have 200 (inferred).
struct EndReason {
  int code = 0;
  int sub_code = 0;
  std::string_view message = {};
};

inline constexpr EndReason kHungUp{200, 0, "The call was ended by a participant."};
inline constexpr EndReason kEndedByCallAutomation{200, 7000, "The call was ended by Call Automation."};
inline constexpr EndReason kRemoved{200, 5300, "The participant was removed by another participant."};
inline constexpr EndReason kCanceledByCaller{487, 0, "The caller canceled the call."};
inline constexpr EndReason kDeclined{603, 0, "The callee declined the call."};
inline constexpr EndReason kNotAnswered{487, 10004, "The call was canceled, since nobody answered in time."};
inline constexpr EndReason kNotRegistered{480, 10037, "The callee has no endpoint that is registered."};
inline constexpr EndReason kTransferred{200, 7015, "The call was transferred."};

// The call is over for everyone: who rings stops, who talks on a phone is told.
void end_call(DataPlane& plane, Call& call, EndReason reason);

// One who was called leaves. The call is over when nobody else rings or talks.
void leave_call(DataPlane& plane, Call& call, Callee& callee, EndReason reason = kHungUp);

// The same, and the user's phone is told: somebody else took the user out.
void remove_from_call(DataPlane& plane, Call& call, Callee& callee, EndReason reason);

// The caller leaves, and the others go on if there are two or more.
void caller_leaves(DataPlane& plane, Call& call, EndReason reason);

// Ends the call when fewer than two are left of those who talk, and nobody rings.
void end_if_deserted(DataPlane& plane, Call& call, EndReason reason);

}  // namespace droppoint::fakes::communication_services
