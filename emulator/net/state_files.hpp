#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include <sys/types.h>

#include "emulator/result.hpp"

namespace droppoint::net {

// Makes the directory (mode 0700) and those above it. Error `StateDirectoryUnwritable`.
Result<void> make_state_directory(const std::filesystem::path& directory);

// Nothing if there is no such file or it cannot be read.
std::optional<std::string> read_text(const std::filesystem::path& file);

// Readers see the old text or the new, never a part, also after a crash. Error `StateDirectoryUnwritable`.
Result<void> write_text(const std::filesystem::path& file, std::string_view text, mode_t mode);

// Held by one process at a time; let go when destroyed, or when the process ends in any way.
class FileLock {
 public:
  // Waits until it is free. Error `StateDirectoryUnwritable`.
  static Result<FileLock> take(const std::filesystem::path& file);
  FileLock(FileLock&& other) noexcept;
  FileLock& operator=(FileLock&&) = delete;
  ~FileLock();

 private:
  explicit FileLock(int descriptor) : descriptor_(descriptor) {}
  int descriptor_;
};

}  // namespace droppoint::net
