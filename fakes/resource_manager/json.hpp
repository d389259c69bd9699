#pragma once

// For the sources of this folder that make or read JSON; headers forward-declare it (json_forward.hpp).

#include "fakes/resource_manager/json_forward.hpp"

#include <nlohmann/json.hpp>
