#pragma once

namespace CLI {
class App;
}

namespace droppoint::app {

// `droppoint serve`: the cloud as a server until SIGINT or SIGTERM. Sets `code` to 0 after a proper end, 2
// where it could not begin.
void add_serve_command(CLI::App& program, int& code);

}  // namespace droppoint::app
