#include "emulator/journal/sqlite_committer.hpp"

#include <exception>
#include <utility>

namespace droppoint::journal {

Committer::Committer(std::unique_ptr<SQLite::Database> database, std::size_t waiting_bytes_max)
    : waiting_bytes_max_(waiting_bytes_max), database_(std::move(database)), thread_([this] { work(); }) {}

void Committer::put(Batch batch) {
  std::unique_lock lock(mutex_);
  wake_owner_.wait(lock, [this] { return waiting_bytes_ <= waiting_bytes_max_ || told_failure_; });
  if (failure_ || stopping_) return;
  waiting_bytes_ += batch.bytes;
  waiting_.push_back(std::move(batch));
  ++put_;
  if (waiting_.size() == 1) wake_writer_.notify_one();
}

void Committer::wait() {
  std::unique_lock lock(mutex_);
  wake_owner_.wait(lock, [this] { return done_ == put_ || told_failure_; });
}

std::uint64_t Committer::begin(Batch batch) {
  put(std::move(batch));
  wait();
  const std::lock_guard lock(mutex_);
  return failure_ || stopping_ ? 0 : last_run_;
}

void Committer::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    wake_writer_.notify_one();
  }
  if (thread_.joinable()) thread_.join();
}

std::optional<Error> Committer::failure() const {
  const std::lock_guard lock(mutex_);
  return failure_;
}

void Committer::on_committed(std::function<void(wire::Position)> tell) {
  const std::lock_guard lock(callbacks_mutex_);
  on_committed_ = std::move(tell);
  if (on_committed_) on_committed_(committed_);
}

void Committer::on_failure(std::function<void(const Error&)> tell) {
  const std::lock_guard lock(callbacks_mutex_);
  on_failure_ = std::move(tell);
  const std::optional<Error> failed = failure();
  if (on_failure_ && failed) on_failure_(*failed);
}

void Committer::work() {
  std::unique_lock lock(mutex_);
  for (;;) {
    wake_writer_.wait(lock, [this] { return stopping_ || !waiting_.empty(); });
    if (waiting_.empty()) break;
    std::vector<Batch> batches;
    batches.swap(waiting_);
    lock.unlock();
    commit(batches);
    lock.lock();
  }
  lock.unlock();
  rows_.reset();
  try {
    // With nobody else reading, this leaves one file; else the next to open it finds all in the two beside
    // it.
    database_->setBusyTimeout(0);
    database_->exec("PRAGMA journal_mode = DELETE");
  } catch (const std::exception&) {
  }
  database_.reset();
}

void Committer::commit(std::vector<Batch>& batches) {
  if (failure()) return;
  std::uint64_t run = 0;
  try {
    SQLite::Transaction transaction(*database_, SQLite::TransactionBehavior::IMMEDIATE);
    if (!rows_) rows_.emplace(*database_);
    for (const Batch& batch : batches) {
      if (batch.begins) run = rows_->begin(*batch.begins);
      rows_->write(batch);
    }
    transaction.commit();
  } catch (const std::exception& refusal) {
    fail(refusal.what());
    return;
  }
  const wire::Position upto = batches.back().upto;
  const std::size_t count = batches.size();
  std::size_t bytes = 0;
  for (const Batch& batch : batches) bytes += batch.bytes;
  // Closed hops leave memory before anybody is told that there is room.
  batches.clear();
  publish(upto);
  const std::lock_guard lock(mutex_);
  done_ += count;
  waiting_bytes_ -= bytes;
  if (run != 0) last_run_ = run;
  wake_owner_.notify_all();
}

void Committer::publish(wire::Position upto) {
  const std::lock_guard lock(callbacks_mutex_);
  committed_ = upto;
  if (on_committed_) on_committed_(upto);
}

void Committer::fail(std::string why) {
  const std::lock_guard callbacks(callbacks_mutex_);
  const Error error{"JournalFailed", "the journal cannot be written: " + std::move(why),
                    "free some space or name another file, then start again"};
  {
    const std::lock_guard lock(mutex_);
    failure_ = error;
    waiting_.clear();
  }
  // Told before whoever waits goes on, as publish() is: the owner must not answer in between.
  if (on_failure_) on_failure_(error);
  const std::lock_guard lock(mutex_);
  told_failure_ = true;
  wake_owner_.notify_all();
}

}  // namespace droppoint::journal
