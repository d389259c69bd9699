#include "emulator/journal/sqlite_rows.hpp"

#include "emulator/journal/sqlite_schema.hpp"
#include "emulator/journal/sqlite_values.hpp"

namespace droppoint::journal {
namespace {

const std::string kNothing;

const std::string& text_of(const http::Body& body) {
  return body ? *body : kNothing;
}

// answered_at, break, response_status, response_headers, response_body.
void bind_answer(Binder& row, const Batch::HopRecord& record) {
  const wire::Hop& hop = *record.hop;
  if (!record.closed || !hop.answer) {
    row.null().null().null().null().null();
    return;
  }
  hop.answered_at ? row.time(*hop.answered_at) : row.null();
  if (!hop.answer->has_value()) {
    row.text(wire::to_text(hop.answer->error())).null().null().null();
    return;
  }
  const http::Response& response = **hop.answer;
  row.null().integer(response.status).text(headers_to_text(response.headers)).bytes(text_of(response.body));
}

}  // namespace

RowWriter::RowWriter(SQLite::Database& database)
    : database_(database),
      run_(database, "INSERT INTO run (seed, started_at, configuration, version) VALUES (?, ?, ?, ?)"),
      stimulus_(database,
                "INSERT INTO stimulus (id, run, stimulus_order, kind, at, hop, advance_to) "
                "VALUES (?, ?, ?, ?, ?, ?, ?)"),
      trace_(database,
             "INSERT OR REPLACE INTO trace (id, run, trace, kind, started_at, traceparent, warnings) "
             "VALUES (?, ?, ?, ?, ?, ?, ?)"),
      notification_(database,
                    "INSERT OR REPLACE INTO notification (id, run, notification, trace, kind, channel, "
                    "device, user, state, delivered_by, drop_point, cause, underlying_cause, detail, remedy, "
                    "document) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
      event_(database,
             "INSERT INTO event (id, run, sequence, trace, at, party, kind, detail) "
             "VALUES (?, ?, ?, ?, ?, ?, ?, ?)"),
      hop_(database,
           "INSERT INTO hop (answered_at, break, response_status, response_headers, response_body, id, run, "
           "sequence, trace, notification, sender, receiver, sent_at, protocol, outside, sender_time, "
           "client_certificate, connection, fault, request_method, authority, request_target, "
           "request_headers, request_body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
           "?, ?, ?, ?, ?)"),
      answer_(database,
              "UPDATE hop SET answered_at = ?, break = ?, response_status = ?, response_headers = ?, "
              "response_body = ? WHERE id = ?") {}

std::uint64_t RowWriter::begin(const Run& run) {
  Binder row(run_);
  row.text(std::to_string(run.seed)).time(run.started_at).bytes(run.configuration).bytes(run.version);
  row.run();
  return static_cast<std::uint64_t>(database_.getLastInsertRowid());
}

void RowWriter::write(const Batch& batch) {
  const auto run = static_cast<std::int64_t>(batch.run);
  for (const wire::Stimulus& stimulus : batch.stimuli) {
    Binder row(stimulus_);
    row.integer(row_id(batch.run, stimulus.order)).integer(run);
    row.integer(static_cast<std::int64_t>(stimulus.order));
    row.text(wire::to_text(stimulus.kind)).time(stimulus.at);
    stimulus.hop == 0 ? row.null() : row.integer(static_cast<std::int64_t>(stimulus.hop));
    stimulus.kind == wire::StimulusKind::advance ? row.time(stimulus.advance_to) : row.null();
    row.run();
  }
  for (const wire::Trace& trace : batch.traces) {
    Binder row(trace_);
    row.integer(row_id(batch.run, trace.id.value)).integer(run).text(wire::to_text(trace.id));
    row.bytes_or_null(trace.kind).time(trace.started_at).bytes_or_null(trace.traceparent);
    row.text(list_to_text(trace.warnings)).run();
  }
  for (const wire::Notification& notification : batch.notifications) {
    const wire::Verdict& verdict = notification.verdict;
    Binder row(notification_);
    row.integer(row_id(batch.run, notification.id.value)).integer(run).text(wire::to_text(notification.id));
    row.text(wire::to_text(notification.trace)).bytes(notification.kind).bytes(notification.channel);
    row.bytes_or_null(notification.device).bytes_or_null(notification.user);
    row.text(wire::to_text(verdict.state)).bytes_or_null(verdict.by);
    verdict.drop_point ? row.integer(*verdict.drop_point) : row.null();
    row.bytes_or_null(verdict.cause).bytes_or_null(verdict.underlying_cause).bytes_or_null(verdict.detail);
    row.bytes_or_null(verdict.remedy).bytes_or_null(verdict.document).run();
  }
  for (const auto& [sequence, event] : batch.events) {
    Binder row(event_);
    row.integer(row_id(batch.run, sequence)).integer(run).integer(static_cast<std::int64_t>(sequence));
    row.text(wire::to_text(event.trace)).time(event.at).text(wire::to_text(event.party));
    row.bytes(event.kind).bytes(event.detail).run();
  }
  for (const Batch::HopRecord& record : batch.hops) write(batch.run, record);
}

void RowWriter::write(std::uint64_t run, const Batch::HopRecord& record) {
  const wire::Hop& hop = *record.hop;
  Binder row(record.written ? answer_ : hop_);
  bind_answer(row, record);
  row.integer(row_id(run, hop.sequence));
  if (!record.written) {
    row.integer(static_cast<std::int64_t>(run)).integer(static_cast<std::int64_t>(hop.sequence));
    row.text(wire::to_text(hop.trace)).id_or_null(hop.notification);
    row.text(wire::to_text(hop.from)).text(wire::to_text(hop.to)).time(hop.sent_at);
    row.text(wire::to_text(hop.origin.protocol)).integer(hop.origin.outside ? 1 : 0);
    row.time(hop.origin.sender_time).bytes_or_null(hop.origin.client_certificate);
    row.integer(static_cast<std::int64_t>(hop.origin.connection)).id_or_null(record.fault);
    row.bytes(hop.request.method).bytes(hop.request.authority).bytes(hop.request.target);
    row.text(headers_to_text(hop.request.headers)).bytes(text_of(hop.request.body));
  }
  row.run();
}

}  // namespace droppoint::journal
