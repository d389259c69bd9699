#include "emulator/net/state_files.hpp"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <sstream>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace droppoint::net {
namespace {

tl::unexpected<Error> unwritable(const std::filesystem::path& path, std::string_view what,
                                 std::string_view why) {
  return fail("StateDirectoryUnwritable", std::string(what) + " (" + path.string() + "): " + std::string(why),
              "choose another directory with --state-dir, or make this one writable");
}

bool write_all(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const ssize_t count = ::write(descriptor, text.data(), text.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return false;
    text.remove_prefix(static_cast<std::size_t>(count));
  }
  return ::fsync(descriptor) == 0;
}

}  // namespace

Result<void> make_state_directory(const std::filesystem::path& directory) {
  std::error_code error;
  if (std::filesystem::is_directory(directory, error)) return {};
  const auto above = directory.parent_path();
  if (!above.empty() && above != directory) {
    std::filesystem::create_directories(above, error);
    if (error) return unwritable(directory, "the state directory cannot be made", error.message());
  }
  if (::mkdir(directory.c_str(), 0700) != 0 && errno != EEXIST) {
    return unwritable(directory, "the state directory cannot be made", std::strerror(errno));
  }
  if (!std::filesystem::is_directory(directory, error)) {
    return unwritable(directory, "the state directory cannot be made", "it is a file");
  }
  return {};
}

std::optional<std::string> read_text(const std::filesystem::path& file) {
  const std::ifstream in(file, std::ios::binary);
  if (!in) return std::nullopt;
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

Result<void> write_text(const std::filesystem::path& file, std::string_view text, mode_t mode) {
  std::string temporary = file.string() + ".XXXXXX";
  const int descriptor = ::mkstemp(temporary.data());
  if (descriptor < 0)
    return unwritable(file, "a file of the state directory cannot be written", std::strerror(errno));
  const bool written = ::fchmod(descriptor, mode) == 0 && write_all(descriptor, text);
  const int error = errno;
  ::close(descriptor);
  if (written && ::rename(temporary.c_str(), file.c_str()) == 0) return {};
  const int last = written ? errno : error;
  ::unlink(temporary.c_str());
  return unwritable(file, "a file of the state directory cannot be written", std::strerror(last));
}

Result<FileLock> FileLock::take(const std::filesystem::path& file) {
  const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (descriptor < 0)
    return unwritable(file, "a file of the state directory cannot be written", std::strerror(errno));
  while (::flock(descriptor, LOCK_EX) != 0) {
    if (errno == EINTR) continue;
    const int error = errno;
    ::close(descriptor);
    return unwritable(file, "the state directory cannot be locked", std::strerror(error));
  }
  return FileLock(descriptor);
}

FileLock::FileLock(FileLock&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
FileLock::~FileLock() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

}  // namespace droppoint::net
