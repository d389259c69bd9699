#include "tests/wire/net/program.hpp"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdlib>

#include <catch2/catch.hpp>

namespace droppoint::net {

Ran run(const std::vector<std::string>& arguments) {
  int out[2];
  int err[2];
  REQUIRE(pipe2(out, O_CLOEXEC) == 0);
  REQUIRE(pipe2(err, O_CLOEXEC) == 0);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, out[1], 1);
  posix_spawn_file_actions_adddup2(&actions, err[1], 2);
  std::vector<char*> argv;
  for (const std::string& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
  argv.push_back(nullptr);
  const char* path = std::getenv("PATH");
  std::string path_variable = std::string("PATH=") + (path == nullptr ? "/usr/bin:/bin" : path);
  std::array<char*, 2> environment = {path_variable.data(), nullptr};
  pid_t child = 0;
  Ran ran;
  const int error = posix_spawnp(&child, argv[0], &actions, nullptr, argv.data(), environment.data());
  posix_spawn_file_actions_destroy(&actions);
  close(out[1]);
  close(err[1]);
  std::array<pollfd, 2> sources = {pollfd{out[0], POLLIN, 0}, pollfd{err[0], POLLIN, 0}};
  std::array<std::string*, 2> texts = {&ran.output, &ran.errors};
  std::array<char, 65536> bytes{};
  for (int open = 2; open > 0;) {
    poll(sources.data(), sources.size(), -1);
    for (std::size_t at = 0; at < sources.size(); ++at) {
      if (sources[at].fd < 0 || sources[at].revents == 0) continue;
      const ssize_t count = read(sources[at].fd, bytes.data(), bytes.size());
      if (count > 0) {
        texts[at]->append(bytes.data(), static_cast<std::size_t>(count));
      } else {
        close(sources[at].fd);
        sources[at].fd = -1;
        --open;
      }
    }
  }
  if (error != 0) {
    ran.exit_code = 127;
    return ran;
  }
  int status = 0;
  waitpid(child, &status, 0);
  ran.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128;
  return ran;
}

Ran curl(std::vector<std::string> arguments) {
  std::vector<std::string> all = {"curl", "--silent", "--show-error", "--include", "--max-time", "30"};
  all.insert(all.end(), arguments.begin(), arguments.end());
  return run(all);
}

bool has_curl() {
  static const bool has = run({"curl", "--version"}).exit_code == 0;
  if (!has) WARN("curl is not installed: this test was not run");
  return has;
}

}  // namespace droppoint::net
