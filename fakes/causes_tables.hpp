#pragma once

#include <span>

#include "fakes/causes.hpp"

// The cause catalogue by drop point, each part in the order in which people should meet it. For causes.cpp
// and its parts only; everybody else asks causes.hpp.

namespace droppoint::fakes {

std::span<const Cause> causes_of_drop_point_1();
std::span<const Cause> causes_of_drop_point_2();
std::span<const Cause> causes_of_drop_point_3();
std::span<const Cause> causes_of_event_grid();

}  // namespace droppoint::fakes
