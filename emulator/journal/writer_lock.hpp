#pragma once

#include <filesystem>

#include "emulator/result.hpp"

namespace droppoint::journal {

// Says to other processes that this one records into a file. Two that did would each begin a run, and hide
// the other's.
class WriterLock {
 public:
  // Makes the file if there is none. Errors: `JournalInUse`, `JournalUnwritable`.
  static Result<WriterLock> take(const std::filesystem::path& file);

  WriterLock(WriterLock&& other) noexcept;
  WriterLock& operator=(WriterLock&&) = delete;
  // To be destroyed after SQLite has closed the file: closing any descriptor of it drops SQLite's own locks.
  ~WriterLock();

 private:
  explicit WriterLock(int descriptor) : descriptor_(descriptor) {}
  int descriptor_;
};

}  // namespace droppoint::journal
