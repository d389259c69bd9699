#include "app/serve/state_directory.hpp"

#include <cstdlib>

namespace droppoint::app {

std::string default_state_directory() {
  const auto variable = [](const char* name) {
    const char* value = std::getenv(name);
    return value == nullptr ? std::string() : std::string(value);
  };
  if (const std::string state = variable("XDG_STATE_HOME"); !state.empty()) return state + "/droppoint";
  if (const std::string home = variable("HOME"); !home.empty()) return home + "/.local/state/droppoint";
  return ".droppoint";
}

}  // namespace droppoint::app
