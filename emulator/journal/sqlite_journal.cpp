#include "emulator/journal/sqlite_journal.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "emulator/journal/sqlite_committer.hpp"
#include "emulator/journal/sqlite_reader.hpp"
#include "emulator/journal/sqlite_schema.hpp"

namespace droppoint::journal {

struct SqliteJournal::Parts {
  Parts(std::filesystem::path path, std::unique_ptr<SQLite::Database> database, std::size_t bytes_max)
      : file(std::move(path)), committer(std::move(database), bytes_max) {}

  struct OpenHop {
    std::shared_ptr<wire::Hop> hop;
    bool written = false;
  };

  void appended() { batch.upto = ++position; }

  // A trace that is named before it was recorded gets a bare row, as it does in memory.
  void ensure_trace(wire::TraceId id) {
    if (id.value <= last_trace) return;
    batch.put(wire::Trace{.id = id});
    last_trace = id.value;
  }

  void flush() {
    for (const std::uint64_t sequence : opened) {
      const auto found = open_hops.find(sequence);
      if (found == open_hops.end()) continue;
      const auto& hop = found->second.hop;
      batch.put(Batch::HopRecord{.hop = hop, .fault = hop->fault});
      found->second.written = true;
    }
    opened.clear();
    if (flushed == position) return;
    flushed = position;
    Batch full = std::exchange(batch, Batch(batch.run, position));
    if (full.run != 0) committer.put(std::move(full));
  }

  void settle() {
    flush();
    committer.wait();
  }

  // Null if the file cannot be read any more; reading then finds nothing.
  const SqliteReader* read() {
    settle();
    if (!reader) {
      auto database = connect_for_reading(file);
      if (!database) return nullptr;
      reader = std::make_unique<SqliteReader>(*std::move(database), batch.run);
    }
    return reader.get();
  }

  const std::filesystem::path file;
  Committer committer;
  std::unique_ptr<SqliteReader> reader;
  Batch batch;
  std::map<std::uint64_t, OpenHop> open_hops;
  // Since the last flush.
  std::vector<std::uint64_t> opened;
  wire::Position position = 0;
  wire::Position flushed = 0;
  std::uint64_t last_trace = 0;
  std::uint64_t last_event = 0;
};

Result<std::unique_ptr<SqliteJournal>> SqliteJournal::open(const std::filesystem::path& file,
                                                           std::size_t uncommitted_bytes_max) {
  auto database = connect_for_writing(file);
  if (!database) return tl::unexpected<Error>(database.error());
  auto parts = std::make_unique<Parts>(file, *std::move(database), uncommitted_bytes_max);
  return std::unique_ptr<SqliteJournal>(new SqliteJournal(std::move(parts)));
}

SqliteJournal::SqliteJournal(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}

SqliteJournal::~SqliteJournal() {
  close();
}

void SqliteJournal::close() {
  parts_->flush();
  // Its connection would keep SQLite from tidying up.
  parts_->reader.reset();
  parts_->committer.stop();
}

void SqliteJournal::start(Run run) {
  parts_->flush();
  parts_->open_hops.clear();
  parts_->reader.reset();
  parts_->last_trace = 0;
  parts_->last_event = 0;
  Batch first;
  first.begins = std::move(run);
  first.upto = parts_->position;
  parts_->batch = Batch(parts_->committer.begin(std::move(first)), parts_->position);
}

void SqliteJournal::flush() {
  parts_->flush();
}

void SqliteJournal::wait_committed() {
  parts_->settle();
}

void SqliteJournal::on_committed(std::function<void(wire::Position)> tell) {
  parts_->committer.on_committed(std::move(tell));
}

void SqliteJournal::on_failure(std::function<void(const Error&)> tell) {
  parts_->committer.on_failure(std::move(tell));
}

void SqliteJournal::stimulus(const wire::Stimulus& stimulus) {
  parts_->appended();
  parts_->batch.put(stimulus);
}

std::shared_ptr<wire::Hop> SqliteJournal::open(wire::Hop hop) {
  parts_->appended();
  parts_->ensure_trace(hop.trace);
  auto kept = std::make_shared<wire::Hop>(std::move(hop));
  parts_->open_hops[kept->sequence] = {.hop = kept};
  parts_->opened.push_back(kept->sequence);
  return kept;
}

void SqliteJournal::close(const std::shared_ptr<wire::Hop>& hop) {
  parts_->appended();
  const auto found = parts_->open_hops.find(hop->sequence);
  // One of an earlier run has been written open and stays so.
  if (found == parts_->open_hops.end() || found->second.hop != hop) return;
  parts_->batch.put(
      Batch::HopRecord{.hop = hop, .fault = hop->fault, .closed = true, .written = found->second.written});
  parts_->open_hops.erase(found);
}

void SqliteJournal::trace(const wire::Trace& trace) {
  parts_->appended();
  parts_->last_trace = std::max(parts_->last_trace, trace.id.value);
  parts_->batch.put(trace);
}

void SqliteJournal::notification(const wire::Notification& notification) {
  parts_->appended();
  parts_->ensure_trace(notification.trace);
  parts_->batch.put(notification);
}

void SqliteJournal::event(const wire::Event& event) {
  parts_->appended();
  parts_->ensure_trace(event.trace);
  parts_->batch.put(Batch::EventRecord{++parts_->last_event, event});
}

wire::Position SqliteJournal::position() const {
  return parts_->position;
}

Run SqliteJournal::run() const {
  const SqliteReader* reader = parts_->read();
  return reader != nullptr ? reader->run() : Run{};
}

std::optional<TraceView> SqliteJournal::trace(wire::TraceId id) const {
  const SqliteReader* reader = parts_->read();
  return reader != nullptr ? reader->trace(id) : std::nullopt;
}

std::vector<TraceView> SqliteJournal::traces(const TraceFilter& filter) const {
  const SqliteReader* reader = parts_->read();
  return reader != nullptr ? reader->traces(filter) : std::vector<TraceView>();
}

std::vector<std::shared_ptr<const wire::Hop>> SqliteJournal::hops(const HopFilter& filter) const {
  const SqliteReader* reader = parts_->read();
  return reader != nullptr ? reader->hops(filter) : std::vector<std::shared_ptr<const wire::Hop>>();
}

std::vector<wire::Stimulus> SqliteJournal::stimuli() const {
  const SqliteReader* reader = parts_->read();
  return reader != nullptr ? reader->stimuli() : std::vector<wire::Stimulus>();
}

std::vector<StoredRun> SqliteJournal::runs() const {
  const SqliteReader* reader = parts_->read();
  return reader != nullptr ? reader->runs() : std::vector<StoredRun>();
}

std::uint64_t SqliteJournal::run_number() const {
  return parts_->batch.run;
}

}  // namespace droppoint::journal
