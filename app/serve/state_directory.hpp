#pragma once

#include <string>

namespace droppoint::app {

// Where the certificate authority is kept unless --state-dir says otherwise: `droppoint` below
// $XDG_STATE_HOME or
// ~/.local/state.
std::string default_state_directory();

}  // namespace droppoint::app
