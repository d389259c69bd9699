#pragma once

#include <optional>

#include "emulator/wire/hop.hpp"
#include "emulator/wire/verdict.hpp"
#include "fakes/communication_services/linked_hub.hpp"
#include "fakes/resources/store.hpp"

namespace droppoint::fakes::communication_services {

// The hub takes a notification with this status and no other.
bool is_accepted(const wire::Answer& answer);

// Why the hub did not take it: by what the hub itself found (`diagnosis`) or, where it said nothing (a fault
// answered in its place), by its answer alone. The verdict is the dropped one.
wire::Verdict refusal_verdict(const std::optional<wire::Verdict>& diagnosis, const wire::Answer& answer,
                              const LinkedHub& linked, resources::Store& store);

}  // namespace droppoint::fakes::communication_services
