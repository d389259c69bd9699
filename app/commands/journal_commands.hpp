#pragma once

namespace CLI {
class App;
}

namespace droppoint::app {

// `droppoint inspect JOURNAL`: traces and verdicts, one line each; with --trace, one explained and hop by
// hop.
void add_inspect_command(CLI::App& program, int& code);
// `droppoint export JOURNAL --format json`: a run of the journal as text.
void add_export_command(CLI::App& program, int& code);
// `droppoint replay JOURNAL`: exit 0 if the same, 1 with the first difference.
void add_replay_command(CLI::App& program, int& code);

}  // namespace droppoint::app
