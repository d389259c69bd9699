#include "emulator/owner/door.hpp"

namespace droppoint::owner {

void Door::record(wire::Stimulus stimulus) {
  stimulus.order = ++last_order_;
  stimulus.at = wire_.scheduler().now();
  noted_ = stimulus.kind == wire::StimulusKind::advance ? stimulus.advance_to : stimulus.at;
  wire_.recorder().stimulus(stimulus);
}

wire::TraceId Door::trace_of(const Request& request) {
  if (request.origin.outside && !request.control) {
    const auto known = wire_.correlations().find(request.request, wire_.scheduler().now());
    if (known) return *known;
  }
  return wire_.ledger().open_trace(std::string(request.request.headers.get("traceparent").value_or("")));
}

sim::Task<wire::Answer> Door::admit(Request request) {
  record({.kind = request.control ? wire::StimulusKind::control : wire::StimulusKind::request,
          .hop = wire_.next_sequence()});
  const wire::TraceId trace = trace_of(request);
  wire::Exchange exchange{.from = request.from,
                          .to = request.to,
                          .trace = trace,
                          .request = std::move(request.request),
                          .timeout = kOutsideTimeout,
                          .origin = std::move(request.origin),
                          .connection = std::move(request.connection)};
  auto answering = wire_.exchange(std::move(exchange));
  wire::Answer answer = co_await std::move(answering);
  co_return answer;
}

void Door::note_outgoing_answer(std::uint64_t hop) {
  record({.kind = wire::StimulusKind::outgoing_answer, .hop = hop});
}

std::uint64_t Door::advance_to(sim::Time limit) {
  record({.kind = wire::StimulusKind::advance, .advance_to = limit});
  return wire_.scheduler().advance_to(limit);
}

void Door::note_time() {
  const sim::Time now = wire_.scheduler().now();
  if (now > noted_) record({.kind = wire::StimulusKind::advance, .advance_to = now});
}

}  // namespace droppoint::owner
