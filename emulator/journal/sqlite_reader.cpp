#include "emulator/journal/sqlite_reader.hpp"

#include <algorithm>
#include <charconv>
#include <exception>
#include <utility>

#include "emulator/journal/sqlite_schema.hpp"
#include "emulator/journal/sqlite_values.hpp"

namespace droppoint::journal {
namespace {

constexpr const char* kHopColumns =
    "SELECT sequence, trace, notification, sender, receiver, sent_at, answered_at, protocol, outside, "
    "sender_time, client_certificate, connection, fault, break, request_method, authority, "
    "request_target, request_headers, request_body, response_status, response_headers, response_body FROM "
    "hop ";

std::optional<std::uint64_t> parse_seed(std::string_view text) {
  std::uint64_t seed = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seed);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return seed;
}

StoredRun read_run(Columns& columns) {
  StoredRun stored;
  stored.number = columns.number();
  stored.run.seed = columns.parsed(parse_seed);
  stored.run.started_at = columns.time();
  stored.run.configuration = columns.bytes();
  stored.run.version = columns.bytes();
  return stored;
}

wire::Trace read_trace(Columns& columns) {
  wire::Trace trace;
  trace.id = columns.parsed(wire::parse_trace_id);
  trace.kind = columns.bytes();
  trace.started_at = columns.time();
  trace.traceparent = columns.bytes();
  trace.warnings = columns.parsed(list_from_text);
  return trace;
}

void read_answer(Columns& columns, wire::Hop& hop, std::optional<wire::Break> broken) {
  if (columns.null()) {
    if (broken) hop.answer = tl::unexpected<wire::Break>(*broken);
    return;
  }
  http::Response response;
  response.status = static_cast<int>(columns.integer());
  response.headers = columns.parsed(headers_from_text);
  response.body = http::make_body(columns.bytes());
  hop.answer = std::move(response);
}

wire::Hop read_hop(Columns& columns) {
  wire::Hop hop;
  hop.sequence = columns.number();
  hop.trace = columns.parsed(wire::parse_trace_id);
  hop.notification = columns.parsed_or_default(wire::parse_notification_id);
  hop.from = columns.parsed(wire::parse_party);
  hop.to = columns.parsed(wire::parse_party);
  hop.sent_at = columns.time();
  if (!columns.null()) {
    hop.answered_at = columns.time();
  } else {
    columns.skip();
  }
  hop.origin.protocol = columns.parsed(wire::parse_protocol);
  hop.origin.outside = columns.integer() != 0;
  hop.origin.sender_time = columns.time();
  hop.origin.client_certificate = columns.bytes();
  hop.origin.connection = columns.number();
  hop.fault = columns.parsed_or_default(wire::parse_fault_id);
  std::optional<wire::Break> broken;
  if (!columns.null()) {
    broken = columns.parsed(wire::parse_break);
  } else {
    columns.skip();
  }
  hop.request.method = columns.bytes();
  hop.request.authority = columns.bytes();
  hop.request.target = columns.bytes();
  hop.request.headers = columns.parsed(headers_from_text);
  hop.request.body = http::make_body(columns.bytes());
  read_answer(columns, hop, broken);
  return hop;
}

wire::Notification read_notification(Columns& columns) {
  wire::Notification notification;
  notification.id = columns.parsed(wire::parse_notification_id);
  notification.trace = columns.parsed(wire::parse_trace_id);
  notification.kind = columns.bytes();
  notification.channel = columns.bytes();
  notification.device = columns.bytes();
  notification.user = columns.bytes();
  wire::Verdict& verdict = notification.verdict;
  verdict.state = columns.parsed(wire::parse_verdict_state);
  verdict.by = columns.bytes();
  if (!columns.null()) {
    verdict.drop_point = static_cast<int>(columns.integer());
  } else {
    columns.skip();
  }
  verdict.cause = columns.bytes();
  verdict.underlying_cause = columns.bytes();
  verdict.detail = columns.bytes();
  verdict.remedy = columns.bytes();
  verdict.document = columns.bytes();
  return notification;
}

wire::Event read_event(Columns& columns, wire::TraceId trace) {
  wire::Event event{.trace = trace};
  event.at = columns.time();
  event.party = columns.parsed(wire::parse_party);
  event.kind = columns.bytes();
  event.detail = columns.bytes();
  return event;
}

wire::Stimulus read_stimulus(Columns& columns) {
  wire::Stimulus stimulus;
  stimulus.order = columns.number();
  stimulus.kind = columns.parsed(wire::parse_stimulus_kind);
  stimulus.at = columns.time();
  stimulus.hop = columns.number();
  if (!columns.null()) stimulus.advance_to = columns.time();
  return stimulus;
}

std::string hop_query(const HopFilter& filter) {
  std::string query = kHopColumns;
  query += "WHERE id > ? AND id < ?";
  if (filter.trace) query += " AND run = ? AND trace = ?";
  if (filter.from) query += " AND sender = ?";
  if (filter.to) query += " AND receiver = ?";
  return query + " ORDER BY id";
}

// The last number that a run can have, whatever a caller's `after` says.
std::uint64_t bounded(std::uint64_t number) {
  return std::min(number, static_cast<std::uint64_t>(kRowsPerRunMax - 1));
}

}  // namespace

SqliteReader::SqliteReader(std::unique_ptr<SQLite::Database> database, std::uint64_t run)
    : database_(std::move(database)), run_(run) {
  if (run_ != 0) return;
  const std::vector<StoredRun> known = runs();
  if (!known.empty()) run_ = known.back().number;
}

template <class Value, class Read>
Value SqliteReader::guarded(Value value, Read read) const {
  failure_.reset();
  try {
    SQLite::Transaction moment(*database_);
    read(value);
  } catch (const std::exception& refusal) {
    failure_ = Error{"JournalUnreadable", std::string("the journal cannot be read: ") + refusal.what()};
  }
  return value;
}

bool SqliteReader::whole(bool damaged, const char* table) const {
  if (damaged) {
    failure_ = Error{"JournalDamaged",
                     std::string("a row of the journal's table '") + table + "' holds what no run writes"};
  }
  return !damaged;
}

std::vector<StoredRun> SqliteReader::runs() const {
  return guarded(std::vector<StoredRun>(), [this](auto& result) {
    SQLite::Statement rows(*database_,
                           "SELECT run, seed, started_at, configuration, version FROM run ORDER BY run");
    while (rows.executeStep()) {
      Columns columns(rows);
      StoredRun stored = read_run(columns);
      if (!whole(columns.damaged(), "run")) return;
      result.push_back(std::move(stored));
    }
  });
}

bool SqliteReader::choose(std::uint64_t run) {
  for (const StoredRun& known : runs()) {
    if (known.number != run) continue;
    run_ = run;
    return true;
  }
  return false;
}

Run SqliteReader::run() const {
  for (StoredRun& known : runs()) {
    if (known.number == run_) return std::move(known.run);
  }
  return {};
}

std::vector<wire::Notification> SqliteReader::notifications(const std::string& trace) const {
  std::vector<wire::Notification> result;
  SQLite::Statement rows(
      *database_,
      "SELECT notification, trace, kind, channel, device, user, state, delivered_by, drop_point, cause, "
      "underlying_cause, detail, remedy, document FROM notification WHERE run = ? AND trace = ? ORDER BY id");
  Binder(rows).integer(static_cast<std::int64_t>(run_)).text(trace);
  while (rows.executeStep()) {
    Columns columns(rows);
    result.push_back(read_notification(columns));
    if (!whole(columns.damaged(), "notification")) break;
  }
  return result;
}

// Adds what belongs to the trace, its notifications apart.
void SqliteReader::complete(TraceView& view) const {
  const std::string trace = wire::to_text(view.trace.id);
  SQLite::Statement hops(*database_, std::string(kHopColumns) + "WHERE run = ? AND trace = ? ORDER BY id");
  Binder(hops).integer(static_cast<std::int64_t>(run_)).text(trace);
  while (hops.executeStep()) {
    Columns columns(hops);
    view.hops.push_back(std::make_shared<const wire::Hop>(read_hop(columns)));
    if (!whole(columns.damaged(), "hop")) return;
  }
  SQLite::Statement events(
      *database_, "SELECT at, party, kind, detail FROM event WHERE run = ? AND trace = ? ORDER BY id");
  Binder(events).integer(static_cast<std::int64_t>(run_)).text(trace);
  while (events.executeStep()) {
    Columns columns(events);
    view.events.push_back(read_event(columns, view.trace.id));
    if (!whole(columns.damaged(), "event")) return;
  }
}

std::optional<TraceView> SqliteReader::trace(wire::TraceId id) const {
  if (id.value > bounded(id.value)) return std::nullopt;
  auto found = traces({.after = id.value == 0 ? 0 : id.value - 1, .limit = 1, .with_unkinded = true});
  if (found.empty() || found.front().trace.id != id) return std::nullopt;
  return std::move(found.front());
}

std::vector<TraceView> SqliteReader::traces(const TraceFilter& filter) const {
  return guarded(std::vector<TraceView>(), [this, &filter](auto& result) {
    SQLite::Statement rows(*database_,
                           "SELECT trace, kind, started_at, traceparent, warnings FROM trace "
                           "WHERE id > ? AND id < ? ORDER BY id");
    Binder(rows).integer(row_id(run_, bounded(filter.after))).integer(row_id(run_ + 1, 0));
    while (result.size() < filter.limit && rows.executeStep()) {
      Columns columns(rows);
      TraceView view{.trace = read_trace(columns)};
      if (!whole(columns.damaged(), "trace")) return;
      view.notifications = notifications(wire::to_text(view.trace.id));
      view.verdict = wire::sum_up(view.trace.kind, view.notifications);
      if (!failure_ && !passes(filter, view)) continue;
      if (!failure_) complete(view);
      if (failure_) return;
      result.push_back(std::move(view));
    }
  });
}

std::vector<std::shared_ptr<const wire::Hop>> SqliteReader::hops(const HopFilter& filter) const {
  return guarded(std::vector<std::shared_ptr<const wire::Hop>>(), [this, &filter](auto& result) {
    SQLite::Statement rows(*database_, hop_query(filter));
    Binder parameters(rows);
    parameters.integer(row_id(run_, bounded(filter.after))).integer(row_id(run_ + 1, 0));
    if (filter.trace) {
      parameters.integer(static_cast<std::int64_t>(run_)).text(wire::to_text(*filter.trace));
    }
    if (filter.from) parameters.text(wire::to_text(*filter.from));
    if (filter.to) parameters.text(wire::to_text(*filter.to));
    while (result.size() < filter.limit && rows.executeStep()) {
      Columns columns(rows);
      wire::Hop hop = read_hop(columns);
      if (!whole(columns.damaged(), "hop")) return;
      if (passes(filter, hop)) result.push_back(std::make_shared<const wire::Hop>(std::move(hop)));
    }
  });
}

std::vector<wire::Stimulus> SqliteReader::stimuli() const {
  return guarded(std::vector<wire::Stimulus>(), [this](auto& result) {
    SQLite::Statement rows(*database_,
                           "SELECT stimulus_order, kind, at, hop, advance_to FROM stimulus "
                           "WHERE id > ? AND id < ? ORDER BY id");
    Binder(rows).integer(row_id(run_, 0)).integer(row_id(run_ + 1, 0));
    while (rows.executeStep()) {
      Columns columns(rows);
      wire::Stimulus stimulus = read_stimulus(columns);
      if (!whole(columns.damaged(), "stimulus")) return;
      result.push_back(stimulus);
    }
  });
}

Result<std::unique_ptr<StoredReader>> open_for_reading(const std::filesystem::path& file) {
  auto database = connect_for_reading(file);
  if (!database) return tl::unexpected<Error>(database.error());
  auto reader = std::make_unique<SqliteReader>(*std::move(database));
  if (reader->failure()) return tl::unexpected<Error>(*reader->failure());
  if (reader->chosen() == 0) return fail("JournalEmpty", "no run was recorded in '" + file.string() + "'");
  return reader;
}

}  // namespace droppoint::journal
