#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <tl/expected.hpp>

#include "emulator/http/message.hpp"
#include "emulator/sim/time.hpp"
#include "emulator/wire/party.hpp"
#include "emulator/wire/verdict.hpp"

namespace droppoint::wire {

// Why no response came.
enum class Break : std::uint8_t { refused, reset, timed_out };
std::string_view to_text(Break reason);
std::optional<Break> parse_break(std::string_view text);

using Answer = tl::expected<http::Response, Break>;

// How a request came in; `in_process` is between parties of the cloud.
enum class Protocol : std::uint8_t {
  in_process,
  http1,
  http1_tls,
  http2,
  http2_tls,
  websocket,
  websocket_tls
};
std::string_view to_text(Protocol protocol);
std::optional<Protocol> parse_protocol(std::string_view text);

struct Origin {
  // True when the sender is not part of the cloud: it signs with its own clock.
  bool outside = false;
  // What dates, `iat` and expiry of the sender's credentials are judged against: the real time of arrival for
  // an outside sender, the cloud's time for an inside one.
  sim::Time sender_time{};
  Protocol protocol = Protocol::in_process;
  // PEM, empty if the client sent none.
  std::string client_certificate = {};
  // Tells requests of one connection from those of others: counted from 1 in the order of the connections'
  // first requests to the cloud. 0: not known, as between parties and by the C++ API.
  std::uint64_t connection = 0;
};

// One request and its response between two parties, with both times on the cloud's clock.
struct Hop {
  std::uint64_t sequence = 0;
  TraceId trace;
  // The notification that this hop carries, if it carries one.
  NotificationId notification = {};
  Party from = Party::client;
  Party to = Party::client;
  sim::Time sent_at{};
  std::optional<sim::Time> answered_at = {};
  Origin origin = {};
  http::Request request = {};
  std::optional<Answer> answer = {};
  FaultId fault = {};
};

}  // namespace droppoint::wire
