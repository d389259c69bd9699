#include "emulator/journal/sqlite_batch.hpp"

#include <utility>

namespace droppoint::journal {
namespace {

std::size_t written_bytes(const http::Headers& headers) {
  std::size_t bytes = 0;
  for (const auto field : headers) bytes += field.name.size() + field.value.size() + 8;
  return bytes;
}

std::size_t written_bytes(const Batch::HopRecord& record) {
  std::size_t bytes = sizeof(wire::Hop);
  if (!record.written) {
    const http::Request& request = record.hop->request;
    bytes += request.target.size() + written_bytes(request.headers) + http::bytes_of(request.body).size();
  }
  if (record.closed && record.hop->answer && record.hop->answer->has_value()) {
    const http::Response& response = **record.hop->answer;
    bytes += written_bytes(response.headers) + http::bytes_of(response.body).size();
  }
  return bytes;
}

template <class Value>
bool put_last(std::unordered_map<std::uint64_t, std::size_t>& places, std::vector<Value>& values,
              const Value& value) {
  const auto [place, added] = places.try_emplace(value.id.value, values.size());
  if (added) {
    values.push_back(value);
  } else {
    values[place->second] = value;
  }
  return added;
}

}  // namespace

void Batch::put(const wire::Trace& trace) {
  if (put_last(trace_places_, traces, trace)) bytes += sizeof trace + trace.traceparent.size();
}

void Batch::put(const wire::Notification& notification) {
  if (put_last(notification_places_, notifications, notification)) bytes += 2 * sizeof notification;
}

void Batch::put(const wire::Stimulus& stimulus) {
  stimuli.push_back(stimulus);
  bytes += sizeof stimulus;
}

void Batch::put(EventRecord event) {
  bytes += sizeof event + event.event.kind.size() + event.event.detail.size();
  events.push_back(std::move(event));
}

void Batch::put(HopRecord hop) {
  bytes += written_bytes(hop);
  hops.push_back(std::move(hop));
}

}  // namespace droppoint::journal
