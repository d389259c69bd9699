#include "emulator/wire/http2_fault.hpp"

#include <array>

namespace droppoint::wire {
namespace {

constexpr std::array<std::string_view, kHttp2ErrorCount> kHttp2ErrorNames{"NO_ERROR",
                                                                          "PROTOCOL_ERROR",
                                                                          "INTERNAL_ERROR",
                                                                          "FLOW_CONTROL_ERROR",
                                                                          "SETTINGS_TIMEOUT",
                                                                          "STREAM_CLOSED",
                                                                          "FRAME_SIZE_ERROR",
                                                                          "REFUSED_STREAM",
                                                                          "CANCEL",
                                                                          "COMPRESSION_ERROR",
                                                                          "CONNECT_ERROR",
                                                                          "ENHANCE_YOUR_CALM",
                                                                          "INADEQUATE_SECURITY",
                                                                          "HTTP_1_1_REQUIRED"};

}  // namespace

std::string_view to_text(Http2Error error) {
  return kHttp2ErrorNames[static_cast<std::size_t>(error)];
}

std::optional<Http2Error> parse_http2_error(std::string_view text) {
  for (std::size_t number = 0; number < kHttp2ErrorNames.size(); ++number) {
    if (kHttp2ErrorNames[number] == text) return static_cast<Http2Error>(number);
  }
  return std::nullopt;
}

std::string_view name_of(const Http2Effect& effect) {
  constexpr std::array<std::string_view, std::variant_size_v<Http2Effect>> kNames{
      "goaway", "rst_stream", "settings", "window", "ping", "close"};
  return kNames[effect.index()];
}

Http2Outcome outcome_of(const Http2Effect& effect, Protocol protocol) {
  if (const auto* away = std::get_if<GoAway>(&effect)) {
    return away->last == GoAway::Last::this_one ? Http2Outcome::answered : Http2Outcome::reset;
  }
  if (std::holds_alternative<ResetStream>(effect)) return Http2Outcome::reset;
  if (std::holds_alternative<StallWindow>(effect)) return Http2Outcome::held;
  if (std::holds_alternative<IgnorePings>(effect) && protocol == Protocol::in_process) {
    // Whoever gets no answer to its PING takes the connection for dead, and what waits on it for lost.
    return Http2Outcome::held;
  }
  return Http2Outcome::answered;
}

}  // namespace droppoint::wire
