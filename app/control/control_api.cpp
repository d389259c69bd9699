#include "app/control/control_api.hpp"

#include <algorithm>
#include <memory>

#include <nlohmann/json.hpp>

#include "app/control/clock_text.hpp"
#include "app/control/read_journal.hpp"
#include "app/control/stream_ramp_up.hpp"
#include "emulator/http/response.hpp"
#include "fakes/cloud_core.hpp"
#include "fakes/control/answers.hpp"
#include "fakes/routing.hpp"

namespace droppoint::app {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kPrefix = "/_droppoint/v1/";
// The longest that ?wait= may wait, in real time.
constexpr sim::Duration kWaitMost = std::chrono::minutes(10);

wire::Protocol protocol_of(net::Protocol protocol) {
  switch (protocol) {
    case net::Protocol::http1:
      return wire::Protocol::http1;
    case net::Protocol::http1_tls:
      return wire::Protocol::http1_tls;
    case net::Protocol::http2:
      return wire::Protocol::http2;
    case net::Protocol::http2_tls:
      return wire::Protocol::http2_tls;
    case net::Protocol::websocket:
      return wire::Protocol::websocket;
    case net::Protocol::websocket_tls:
      return wire::Protocol::websocket_tls;
  }
  return wire::Protocol::http1;
}

bool is_tls(net::Protocol protocol) {
  return protocol == net::Protocol::http1_tls || protocol == net::Protocol::http2_tls;
}

// Everything by value: it may wait for the cloud's clock long after the arrival was handled.
sim::Task<void> let_in(owner::Door* door, owner::Request request, owner::Reply reply, WebSockets* sockets,
                       const std::function<void(std::string_view)>* log) {
  const std::shared_ptr<owner::ArrivalConnection> connection = reply.connection();
  const wire::Party party = request.to;
  const std::string target = request.request.target;
  const std::string authority = request.request.authority;
  request.connection = connection;
  auto admitting = door->admit(std::move(request));
  wire::Answer answer = co_await std::move(admitting);
  if (connection && connection->may_raise_streams() && ends_ramp_up(party, answer)) {
    connection->raise_streams();
  }
  if (!answer) {
    // A real client sees no more than a closed connection, as it would if the name did not resolve.
    if (*log && answer.error() == wire::Break::refused) {
      (*log)(authority + target +
             ": this cloud has no resource of that host (see /_droppoint/v1/connection-info)");
    }
    reply(std::nullopt);
    co_return;
  }
  if (answer->status == 101) sockets->opened(target, connection);
  reply(std::move(*answer));
}

http::Response json_answer(int status, const Json& json) {
  return http::json_response(status, json.dump());
}

// The body as an object; mistakes end in a refusal.
std::optional<Json> read_body(const http::Request& request, http::Response& refusal) {
  if (!request.body) return Json::object();
  Json json = Json::parse(http::bytes_of(request.body), nullptr, false);
  if (json.is_object()) return json;
  refusal = control::error_response(400, "InvalidJson", "the body is not a JSON object");
  return std::nullopt;
}

http::Response not_found(std::string_view method, std::string_view path) {
  return control::error_response(404, "NotFound",
                                 "there is no " + std::string(method) + ' ' + std::string(path),
                                 "docs/control-api.yaml lists the calls");
}

http::Response interrupted() {
  return control::error_response(409, "Interrupted", "the cloud was reset before the clock had got there");
}

}  // namespace

ControlApi::ControlApi(Parts parts) : parts_(std::move(parts)), advances_(parts_.cloud, parts_.owner) {
  parts_.cloud.core().on_message_to_client(
      [this](const http::Request& request) { sockets_.pass_on(request); });
}

void ControlApi::handle(net::Arrival&& arrival, sim::Time arrived, owner::Reply reply) {
  if (arrival.request.target.starts_with("/_droppoint")) {
    control(std::move(arrival), arrived, std::move(reply));
    return;
  }
  const auto party = fakes::route(arrival.request);
  if (!party) {
    reply(http::text_response(404, "text/plain; charset=utf-8",
                              "droppoint: no emulated service answers for this host and path\n"));
    return;
  }
  if (arrival.connection && arrival.request.method == "CLOSE") {
    sockets_.closed(arrival.request.target, arrival.connection->id);
  }
  if (fakes::is_long_poll(arrival.request)) reply.wait_patiently();
  fakes::CloudCore& core = parts_.cloud.core();
  const std::uint64_t connection = connection_number(arrival);
  owner::Request request{
      .to = *party,
      .request = std::move(arrival.request),
      .origin = {.outside = true,
                 .sender_time = parts_.credential_clock_cloud ? core.scheduler().now() : arrived,
                 .protocol = protocol_of(arrival.protocol),
                 .client_certificate = std::move(arrival.client_certificate),
                 .connection = connection}};
  const std::string name = request.request.method + ' ' + request.request.target;
  core.scheduler().spawn(let_in(&core.door(), std::move(request), std::move(reply), &sockets_, &parts_.log),
                         name);
}

std::uint64_t ControlApi::connection_number(const net::Arrival& arrival) {
  if (!arrival.connection) return 0;
  if (arrival.connection->number == 0) arrival.connection->number = ++last_connection_;
  return arrival.connection->number;
}

void ControlApi::pass_on(net::Arrival&& arrival, wire::Party party, owner::Reply reply) {
  fakes::CloudCore& core = parts_.cloud.core();
  if (arrival.request.method == "GET") {
    wire::Answer answer = core.wire().ask(party, std::move(arrival.request));
    reply(answer ? std::optional(std::move(*answer)) : std::nullopt);
    return;
  }
  owner::Request request{
      .to = party,
      .request = std::move(arrival.request),
      .origin = {.sender_time = core.scheduler().now(), .protocol = protocol_of(arrival.protocol)},
      .control = true};
  const std::string name = request.request.method + ' ' + request.request.target;
  core.scheduler().spawn(let_in(&core.door(), std::move(request), std::move(reply), &sockets_, &parts_.log),
                         name);
}

void ControlApi::control(net::Arrival&& arrival, sim::Time /*arrived*/, owner::Reply reply) {
  const http::Request& request = arrival.request;
  if (auto refusal = refuse(parts_.admission, request, is_tls(arrival.protocol))) {
    reply(std::move(*refusal));
    return;
  }
  if (auto origin = allowed_origin(parts_.admission, request)) {
    reply.add_header("access-control-allow-origin", std::move(*origin));
    reply.add_header("vary", "origin");
    if (is_preflight(request)) {
      reply(preflight_response());
      return;
    }
  }
  const auto target = http::Target::parse(request.target);
  if (!target) {
    reply(control::error_response(400, "InvalidTarget", target.error().message));
    return;
  }
  std::string_view path = target->raw_path();
  const std::string& method = request.method;
  if (const auto party = fakes::CloudCore::control_party(path)) {
    pass_on(std::move(arrival), *party, std::move(reply));
    return;
  }
  const journal::Reader& journal = parts_.cloud.journal();
  const std::string_view rest = path.starts_with(kPrefix) ? path.substr(kPrefix.size()) : std::string_view();
  // Whoever waits for a start often asks with HEAD.
  if (rest == "health" && method == "HEAD") {
    http::Response health = get_health();
    health.body = nullptr;
    reply(std::move(health));
  } else if (method == "GET" && rest == "health") {
    reply(get_health());
  } else if (method == "GET" && rest == "connection-info") {
    reply(json_answer(200, connection_info(parts_.cloud.core(), parts_.endpoint)));
  } else if (method == "GET" && rest == "traces") {
    reply(list_traces(journal, *target));
  } else if (method == "GET" && rest.starts_with("traces/")) {
    get_trace(*target, std::string(rest.substr(7)), std::move(reply));
  } else if (method == "GET" && rest == "hops") {
    reply(list_hops(journal, *target));
  } else if (method == "GET" && rest == "journal") {
    reply(export_journal(journal, *target));
  } else if (method == "GET" && rest == "clock") {
    reply(get_clock());
  } else if (method == "PUT" && rest == "clock") {
    put_clock(request, std::move(reply));
  } else if (method == "POST" && rest == "clock/advance") {
    advance_clock(request, std::move(reply));
  } else if (method == "POST" && rest == "reset") {
    reply(reset(request));
  } else {
    reply(not_found(method, path));
  }
}

void ControlApi::get_trace(const http::Target& target, std::string id, owner::Reply reply) {
  const auto trace = wire::parse_trace_id(id);
  const auto wait = target.query("wait");
  if (!wait || !trace) {
    reply(app::get_trace(parts_.cloud.journal(), id));
    return;
  }
  const auto timeout = sim::parse_duration(target.query("timeout").value_or("5s"));
  if (*wait != "verdict" || !timeout) {
    reply(control::error_response(400, "InvalidQuery", "wait must be 'verdict' and timeout a duration",
                                  "?wait=verdict&timeout=5s"));
    return;
  }
  // Whoever waits holds the reply; the waiter is asked after each turn.
  auto kept = std::make_shared<owner::Reply>(std::move(reply));
  // After a reset the same id is another trace's.
  const std::uint64_t begun = resets_;
  parts_.owner.wait_until(
      [this, trace, begun] {
        return resets_ != begun ||
               parts_.cloud.core().wire().ledger().verdict(*trace).state != wire::VerdictState::pending;
      },
      std::min(*timeout, kWaitMost),
      [this, id, kept, begun](bool) {
        (*kept)(resets_ == begun ? app::get_trace(parts_.cloud.journal(), id)
                                 : control::error_response(
                                       404, "NotFound", "the cloud was reset, and trace " + id + " is gone"));
      });
}

http::Response ControlApi::get_health() const {
  const auto failure = parts_.owner.failure();
  Json body{{"status", failure ? "failed" : "ok"}, {"version", parts_.cloud.journal().run().version}};
  if (!failure) return json_answer(200, body);
  body["error"] = {{"code", failure->code}, {"message", failure->message}, {"hint", failure->hint}};
  return json_answer(503, body);
}

http::Response ControlApi::get_clock() const {
  return json_answer(
      200, Json{{"mode", clock_text(parts_.owner.pace())}, {"now", sim::to_iso8601(parts_.cloud.now())}});
}

void ControlApi::put_clock(const http::Request& request, owner::Reply reply) {
  http::Response refusal;
  const auto body = read_body(request, refusal);
  if (!body) return reply(std::move(refusal));
  std::vector<config::Mistake> mistakes;
  config::ObjectReader reader(*body, "", "a clock", mistakes);
  const auto mode = reader.text("mode");
  const auto pace = mode ? parse_clock(*mode) : std::optional(parts_.owner.pace());
  if (!pace)
    reader.wrong("mode", "'" + *mode + "' is no mode of the clock", "real, manual, skip or scaled=N");
  std::optional<sim::Time> now;
  if (const auto text = reader.text("now")) {
    const auto parsed = sim::parse_iso8601(*text);
    if (!parsed) {
      reader.wrong("now", parsed.error().message, parsed.error().hint);
    } else if (*parsed < parts_.cloud.now()) {
      reader.wrong("now", "time does not go back", "POST /_droppoint/v1/reset begins anew");
    } else if (*parsed > sim::kLastTime) {
      reader.wrong("now", "the clock ends at " + sim::to_iso8601(sim::kLastTime));
    } else {
      now = *parsed;
    }
  }
  reader.finish();
  if (!mistakes.empty()) return reply(control::mistakes_response(mistakes));
  if (!now) {
    parts_.owner.set_pace(*pace);
    return reply(get_clock());
  }
  auto kept = std::make_shared<owner::Reply>(std::move(reply));
  advances_.add_until(*now, [this, kept, pace](std::optional<std::uint64_t> events) {
    if (!events) return (*kept)(interrupted());
    parts_.owner.set_pace(*pace);
    (*kept)(get_clock());
  });
}

void ControlApi::advance_clock(const http::Request& request, owner::Reply reply) {
  http::Response refusal;
  const auto body = read_body(request, refusal);
  if (!body) return reply(std::move(refusal));
  std::vector<config::Mistake> mistakes;
  config::ObjectReader reader(*body, "", "an advance", mistakes);
  if (!reader.has("by")) reader.wrong_object("an advance needs 'by', a duration such as 10m");
  const auto by = reader.duration("by");
  if (by) {
    const auto target = sim::later(parts_.cloud.now(), *by);
    if (!target) reader.wrong("by", target.error().message, target.error().hint);
  }
  reader.finish();
  if (!mistakes.empty()) return reply(control::mistakes_response(mistakes));
  // Whoever waits holds the reply.
  auto kept = std::make_shared<owner::Reply>(std::move(reply));
  advances_.add(*by, [this, kept](std::optional<std::uint64_t> events) {
    if (!events) return (*kept)(interrupted());
    (*kept)(json_answer(200, Json{{"now", sim::to_iso8601(parts_.cloud.now())}, {"events_run", *events}}));
  });
}

http::Response ControlApi::reset(const http::Request& request) {
  http::Response refusal;
  const auto body = read_body(request, refusal);
  if (!body) return refusal;
  std::vector<config::Mistake> mistakes;
  config::ObjectReader reader(*body, "", "a reset", mistakes);
  const auto seed = reader.integer("seed", 0, INT64_MAX);
  reader.finish();
  if (!mistakes.empty()) return control::mistakes_response(mistakes);
  ++resets_;
  // Whoever it was that served them is gone.
  sockets_.close_all();
  advances_.drop();
  parts_.cloud.reset(seed ? std::optional(static_cast<std::uint64_t>(*seed)) : std::nullopt);
  parts_.owner.rebase();
  return http::empty_response(204);
}

}  // namespace droppoint::app
