#pragma once

namespace CLI {
class App;
}

namespace droppoint::app {

// `droppoint env [--port N]`: the export lines for a cloud that is being served. Sets `code` to 0, or 2 where
// none answers.
void add_env_command(CLI::App& program, int& code);

}  // namespace droppoint::app
