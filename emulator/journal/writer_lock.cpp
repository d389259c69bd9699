#include "emulator/journal/writer_lock.hpp"

#include <cerrno>
#include <cstring>
#include <utility>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace droppoint::journal {

Result<WriterLock> WriterLock::take(const std::filesystem::path& file) {
  const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (descriptor < 0) {
    return fail("JournalUnwritable",
                "the journal '" + file.string() + "' cannot be written: " + std::strerror(errno),
                "name another file with --journal");
  }
  WriterLock lock(descriptor);
  // SQLite locks ranges of the file by fcntl, which this kind of lock does not touch.
  if (::flock(descriptor, LOCK_EX | LOCK_NB) == 0) return lock;
  if (errno != EWOULDBLOCK) return lock;
  return fail("JournalInUse", "another process records into the journal '" + file.string() + "'",
              "stop it, or name another file with --journal");
}

WriterLock::WriterLock(WriterLock&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}

WriterLock::~WriterLock() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

}  // namespace droppoint::journal
