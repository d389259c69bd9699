#pragma once

#include <string>

#include "emulator/journal/journal.hpp"

namespace droppoint::scenarios {

// A dropped notification as a compiler prints an error: what, the path with the break marked, why, how it
// shows in Azure, what to do, where to read. Delivered and pending traces in the same form, shorter. Ends
// with a line break.
std::string explain(const journal::TraceView& trace);

}  // namespace droppoint::scenarios
