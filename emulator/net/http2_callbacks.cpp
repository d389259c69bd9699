#include <iterator>

#include <nghttp2/nghttp2.h>

#include "emulator/net/http2.hpp"

namespace droppoint::net {
namespace {

// What a peer may send on a connection before it must wait for us.
constexpr std::int32_t kConnectionWindow = 8 * 1024 * 1024;

Http2& self(void* user_data) {
  return *static_cast<Http2*>(user_data);
}
std::string_view text(const std::uint8_t* bytes, std::size_t length) {
  return {reinterpret_cast<const char*>(bytes), length};
}

int on_begin_headers(nghttp2_session*, const nghttp2_frame* frame, void* user_data) {
  if (frame->headers.cat == NGHTTP2_HCAT_REQUEST) self(user_data).begin(frame->hd.stream_id);
  return 0;
}

int on_header(nghttp2_session*, const nghttp2_frame* frame, const std::uint8_t* name, std::size_t name_length,
              const std::uint8_t* value, std::size_t value_length, std::uint8_t, void* user_data) {
  self(user_data).field(frame->hd.stream_id, text(name, name_length), text(value, value_length));
  return 0;
}

int on_data_chunk(nghttp2_session*, std::uint8_t, std::int32_t id, const std::uint8_t* bytes,
                  std::size_t length, void* user_data) {
  self(user_data).consume(id, length);
  self(user_data).body_bytes(id, text(bytes, length));
  return 0;
}

int on_frame_received(nghttp2_session*, const nghttp2_frame* frame, void* user_data) {
  Http2& http2 = self(user_data);
  http2.frame_received();
  const bool ends = (frame->hd.flags & NGHTTP2_FLAG_END_STREAM) != 0;
  if (frame->hd.type == NGHTTP2_HEADERS) {
    http2.head_complete(frame->hd.stream_id, frame->headers.cat == NGHTTP2_HCAT_REQUEST, ends);
  } else if (frame->hd.type == NGHTTP2_DATA && ends) {
    http2.body_complete(frame->hd.stream_id);
  } else if (frame->hd.type == NGHTTP2_PING && (frame->hd.flags & NGHTTP2_FLAG_ACK) == 0) {
    if (!http2.pinged(frame->ping.opaque_data)) return NGHTTP2_ERR_CALLBACK_FAILURE;
  }
  return 0;
}

int on_frame_sent(nghttp2_session*, const nghttp2_frame* frame, void* user_data) {
  const bool may_end = frame->hd.type == NGHTTP2_HEADERS || frame->hd.type == NGHTTP2_DATA;
  if (may_end && (frame->hd.flags & NGHTTP2_FLAG_END_STREAM) != 0)
    self(user_data).answer_ended(frame->hd.stream_id);
  if (frame->hd.type == NGHTTP2_GOAWAY) self(user_data).going_away(frame->goaway.error_code);
  return 0;
}

int on_stream_close(nghttp2_session*, std::int32_t id, std::uint32_t, void* user_data) {
  self(user_data).closed(id);
  return 0;
}

}  // namespace

void Http2::FreeSession::operator()(nghttp2_session* session) const {
  nghttp2_session_del(session);
}

Http2::Session Http2::new_session(Http2* owner, const Limits& limits, std::uint32_t streams) {
  nghttp2_session_callbacks* callbacks = nullptr;
  nghttp2_session_callbacks_new(&callbacks);
  nghttp2_session_callbacks_set_on_begin_headers_callback(callbacks, on_begin_headers);
  nghttp2_session_callbacks_set_on_header_callback(callbacks, on_header);
  nghttp2_session_callbacks_set_on_data_chunk_recv_callback(callbacks, on_data_chunk);
  nghttp2_session_callbacks_set_on_frame_recv_callback(callbacks, on_frame_received);
  nghttp2_session_callbacks_set_on_frame_send_callback(callbacks, on_frame_sent);
  nghttp2_session_callbacks_set_on_stream_close_callback(callbacks, on_stream_close);
  nghttp2_option* option = nullptr;
  nghttp2_option_new(&option);
  nghttp2_option_set_no_http_messaging(option, 1);
  // Closed streams are kept only for priorities, which the emulated services ignore.
  nghttp2_option_set_no_closed_streams(option, 1);
  // Both are done in the callbacks, since a fault may want them left undone.
  nghttp2_option_set_no_auto_window_update(option, 1);
  nghttp2_option_set_no_auto_ping_ack(option, 1);
  nghttp2_session* session = nullptr;
  nghttp2_session_server_new2(&session, callbacks, owner, option);
  nghttp2_option_del(option);
  nghttp2_session_callbacks_del(callbacks);
  const nghttp2_settings_entry settings[] = {
      {NGHTTP2_SETTINGS_MAX_CONCURRENT_STREAMS, streams},
      {NGHTTP2_SETTINGS_INITIAL_WINDOW_SIZE, kStreamWindow},
      {NGHTTP2_SETTINGS_MAX_HEADER_LIST_SIZE, static_cast<std::uint32_t>(limits.header_bytes)},
  };
  nghttp2_submit_settings(session, NGHTTP2_FLAG_NONE, settings, std::size(settings));
  nghttp2_session_set_local_window_size(session, NGHTTP2_FLAG_NONE, 0, kConnectionWindow);
  return Session(session);
}

}  // namespace droppoint::net
