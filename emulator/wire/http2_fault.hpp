#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "emulator/wire/hop.hpp"

namespace droppoint::wire {

// The error codes of HTTP/2 with their numbers (RFC 9113, section 7).
enum class Http2Error : std::uint32_t {
  no_error,
  protocol_error,
  internal_error,
  flow_control_error,
  settings_timeout,
  stream_closed,
  frame_size_error,
  refused_stream,
  cancel,
  compression_error,
  connect_error,
  enhance_your_calm,
  inadequate_security,
  http_1_1_required,
};
inline constexpr int kHttp2ErrorCount = 14;
// "REFUSED_STREAM": as the RFC spells it.
std::string_view to_text(Http2Error error);
std::optional<Http2Error> parse_http2_error(std::string_view text);

// GOAWAY on the connection of the request that is struck. Requests up to the last stream are answered, none
// after it is worked on, and then the connection is closed.
struct GoAway {
  // previous: the request that is struck is not worked on, and so its sender may safely send it again.
  // this_one: it is the last that is answered. number: `stream` is sent as it is, true or not, and the
  // request is not worked on.
  enum class Last : std::uint8_t { previous, this_one, number };

  Http2Error error = Http2Error::no_error;
  // Sent as debug data in the form of APNs, {"reason":"…"}; empty: no debug data.
  std::string reason = {};
  Last last = Last::previous;
  std::uint32_t stream = 0;
};
// RST_STREAM instead of an answer; the request is not worked on.
struct ResetStream {
  Http2Error error = Http2Error::internal_error;
};
// SETTINGS, then the answer.
struct ChangeSettings {
  std::uint32_t max_concurrent_streams = 0;
};
// Until the fault is removed: the request waits, and its connection gives no room for DATA and sends none.
struct StallWindow {};
// The answer, and no PING of the connection is acknowledged until the fault is removed.
struct IgnorePings {};
// The answer, then the connection is closed as APNs closes one that is idle: GOAWAY with IdleTimeout.
struct CloseIdle {};
using Http2Effect = std::variant<GoAway, ResetStream, ChangeSettings, StallWindow, IgnorePings, CloseIdle>;
// "goaway": the key by which the control API has it.
std::string_view name_of(const Http2Effect& effect);

// What becomes of the exchange that is struck. held: it waits until the fault is removed.
enum class Http2Outcome : std::uint8_t { answered, reset, held };
// Depends on nothing of the connection but its protocol, so that a replay, which has no connection, has the
// same hops. Between parties of the cloud there is no connection either: a sender sees the nearest thing, a
// reset or its own time-out.
Http2Outcome outcome_of(const Http2Effect& effect, Protocol protocol);

}  // namespace droppoint::wire
