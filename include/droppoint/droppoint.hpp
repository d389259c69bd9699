#pragma once

// Everything a test suite embeds: clouds, devices, calls, faults and verdicts.

#include "fakes/cloud.hpp"
