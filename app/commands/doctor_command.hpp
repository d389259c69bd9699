#pragma once

namespace CLI {
class App;
}

namespace droppoint::app {

// `droppoint doctor`: what is missing on this machine, and how to mend it. Sets `code` to 0 if nothing is,
// else 1.
void add_doctor_command(CLI::App& program, int& code);

}  // namespace droppoint::app
