#pragma once

#include <string>
#include <vector>

namespace droppoint::net {

struct Ran {
  int exit_code = -1;
  std::string output;
  std::string errors;
};

// Runs a program found on the PATH, without the proxies of this environment. Exit code 127: there is no such
// program.
Ran run(const std::vector<std::string>& arguments);

// curl, silent, with the head of the answer before the body.
Ran curl(std::vector<std::string> arguments);

// False, with a warning in the test's output, where the program is not installed: the test then ends early.
bool has_curl();

}  // namespace droppoint::net
