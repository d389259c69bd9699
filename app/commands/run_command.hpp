#pragma once

namespace CLI {
class App;
}

namespace droppoint::app {

// `droppoint run PATH…`: runs scenarios and prints a table. Sets `code` to 0 when all held, 1 when some did
// not, 2 for bad input (then nothing is run).
void add_run_command(CLI::App& program, int& code);

}  // namespace droppoint::app
