#pragma once

#include <string>
#include <vector>

#include "fakes/communication_services/data_plane.hpp"

namespace droppoint::fakes::communication_services::call_automation {

struct Participant {
  // A raw id.
  std::string user;
  bool muted = false;
};

// Who is in the call now: the caller, those who answered, the back ends that joined. Nobody before somebody
// answered.
std::vector<Participant> participants_of(DataPlane& plane, const Call& call);

// Whether the user is in the call, or it rings for the user.
bool is_called_or_in(Call& call, const std::string& user);

}  // namespace droppoint::fakes::communication_services::call_automation
