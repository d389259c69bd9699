#include <algorithm>
#include <variant>

#include <nghttp2/nghttp2.h>

#include "emulator/net/http2.hpp"

namespace droppoint::net {

void Http2::act(const ConnectionAct& act) {
  std::visit([this](const auto& each) { perform(each); }, act);
}

void Http2::perform(const GoAway& away) {
  draining_ = true;
  last_stream_ = std::min(last_stream_, away.last_stream);
  const auto* debug_data = reinterpret_cast<const std::uint8_t*>(away.debug_data.data());
  nghttp2_submit_goaway(session_.get(), NGHTTP2_FLAG_NONE, static_cast<std::int32_t>(last_stream_),
                        away.error, debug_data, away.debug_data.size());
}

void Http2::perform(const AllowStreams& allow) {
  change_setting(NGHTTP2_SETTINGS_MAX_CONCURRENT_STREAMS, allow.streams);
}

void Http2::perform(const StallWindow& stall) {
  if (stalled_ == stall.on) return;
  stalled_ = stall.on;
  change_setting(NGHTTP2_SETTINGS_INITIAL_WINDOW_SIZE, stalled_ ? 0 : kStreamWindow);
  if (stalled_) return;
  for (const auto& [id, bytes] : std::exchange(not_consumed_, {})) {
    nghttp2_session_consume(session_.get(), id, bytes);
  }
  // Nothing was waiting if it fails.
  for (const auto& [id, stream] : streams_) nghttp2_session_resume_data(session_.get(), id);
}

void Http2::perform(const IgnorePings& ignore) {
  ignores_pings_ = ignore.on;
}

void Http2::change_setting(std::int32_t id, std::uint32_t value) {
  const nghttp2_settings_entry entry{id, value};
  nghttp2_submit_settings(session_.get(), NGHTTP2_FLAG_NONE, &entry, 1);
}

bool Http2::pinged(const std::uint8_t* opaque_data) {
  if (ignores_pings_) return true;
  return nghttp2_submit_ping(session_.get(), NGHTTP2_FLAG_ACK, opaque_data) == 0;
}

void Http2::consume(std::int32_t id, std::size_t bytes) {
  if (stalled_) {
    not_consumed_.emplace_back(id, bytes);
  } else {
    nghttp2_session_consume(session_.get(), id, bytes);
  }
}

}  // namespace droppoint::net
