#pragma once

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include <SQLiteCpp/SQLiteCpp.h>

#include "emulator/journal/sqlite_rows.hpp"

namespace droppoint::journal {

// The writer thread of one file: takes all that waits, writes it in one transaction, publishes how far that
// went, and begins again. Batches grow with load by themselves. Public functions are for the owner's thread.
class Committer {
 public:
  // `database` is used by the writer's thread alone from now on.
  Committer(std::unique_ptr<SQLite::Database> database, std::size_t waiting_bytes_max);
  ~Committer() { stop(); }

  // Waits while more than the bound waits already. What comes after a failure is dropped.
  void put(Batch batch);
  // Until all that was put is committed, or will never be.
  void wait();
  // Commits a batch that begins a run. 0: the journal has failed.
  std::uint64_t begin(Batch batch);
  // Commits what waits and ends the thread.
  void stop();

  std::optional<Error> failure() const;
  void on_committed(std::function<void(wire::Position)> tell);
  void on_failure(std::function<void(const Error&)> tell);

 private:
  void work();
  void commit(std::vector<Batch>& batches);
  void fail(std::string why);
  void publish(wire::Position upto);

  const std::size_t waiting_bytes_max_;
  std::unique_ptr<SQLite::Database> database_;
  std::optional<RowWriter> rows_;

  mutable std::mutex mutex_;
  std::condition_variable wake_writer_;
  std::condition_variable wake_owner_;
  std::vector<Batch> waiting_;
  std::size_t waiting_bytes_ = 0;
  std::uint64_t put_ = 0;
  std::uint64_t done_ = 0;
  std::uint64_t last_run_ = 0;
  bool stopping_ = false;
  std::optional<Error> failure_;
  // Set once on_failure_ was called: until then nobody who waits goes on.
  bool told_failure_ = false;

  // Held while a callback runs, so that replacing one waits for it. Taken before mutex_, never within it.
  std::mutex callbacks_mutex_;
  wire::Position committed_ = 0;
  std::function<void(wire::Position)> on_committed_;
  std::function<void(const Error&)> on_failure_;

  std::thread thread_;
};

}  // namespace droppoint::journal
