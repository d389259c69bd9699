#include <algorithm>
#include <cstring>
#include <string>
#include <utility>
#include <vector>

#include <nghttp2/nghttp2.h>

#include "emulator/net/framing.hpp"
#include "emulator/net/http2.hpp"

namespace droppoint::net {
namespace {

// nghttp2 copies names and values when a block is submitted, so views into texts that live until then are
// enough.
nghttp2_nv pair(std::string_view name, std::string_view value) {
  const auto bytes = [](std::string_view text) {
    return const_cast<std::uint8_t*>(reinterpret_cast<const std::uint8_t*>(text.data()));
  };
  return {bytes(name), bytes(value), name.size(), value.size(), NGHTTP2_NV_FLAG_NONE};
}

ssize_t on_read_body(nghttp2_session*, std::int32_t id, std::uint8_t* buffer, std::size_t length,
                     std::uint32_t* flags, nghttp2_data_source*, void* user_data) {
  bool ends = false;
  const auto count = static_cast<Http2*>(user_data)->read_body(id, buffer, length, ends);
  if (ends) *flags |= NGHTTP2_DATA_FLAG_EOF;
  return count;
}

}  // namespace

void Http2::answer(std::uint32_t key, Departure&& departure) {
  Http2Stream* stream = find(static_cast<std::int32_t>(key));
  if (stream == nullptr || stream->phase != Phase::pending) return;
  if (!departure.response) {
    // The GOAWAY says it already.
    if (static_cast<std::uint32_t>(stream->id) > last_stream_) return;
    return reset(*stream, departure.reset_error);
  }
  if (!is_final_status(departure.response->status)) {
    return refuse(*stream, 500, "an answer without a status that HTTP can send");
  }
  const bool streams = departure.stream && may_have_body(departure.response->status, stream->head_only);
  if (!streams) {
    forget(*stream);
    return submit(*stream, *departure.response, false);
  }
  const std::shared_ptr<EventBuffer> events = around_.open_events(*stream->ticket);
  stream->events = events;
  if (departure.response->body) events->write(*departure.response->body);
  submit(*stream, *departure.response, true);
  departure.stream(events);
}

void Http2::events(std::uint32_t key) {
  const Http2Stream* stream = find(static_cast<std::int32_t>(key));
  // Nothing was waiting if it fails: the stream has sent all, or was not deferred.
  if (stream != nullptr && stream->events) nghttp2_session_resume_data(session_.get(), stream->id);
}

void Http2::refuse(Http2Stream& stream, int status, std::string_view why) {
  around_.log("HTTP/2 request answered " + std::to_string(status) + ": " + std::string(why));
  forget(stream);
  submit(stream, plain_answer(status, why), false);
}

void Http2::submit(Http2Stream& stream, const http::Response& response, bool streams) {
  const std::string status = std::to_string(response.status);
  const std::string length = std::to_string(http::bytes_of(response.body).size());
  const bool has_body = may_have_body(response.status, stream.head_only);
  std::vector<std::string> names;
  names.reserve(response.headers.size());
  std::vector<nghttp2_nv> block;
  block.reserve(response.headers.size() + 1);
  block.push_back(pair(":status", status));
  bool has_length = false;
  for (const auto field : response.headers) {
    if (is_connection_field(field.name) || !is_sendable(field.name, field.value)) continue;
    names.push_back(http::to_lower(field.name));
    const bool is_length = names.back() == "content-length";
    if (is_length && (streams || response.status == 204 || std::exchange(has_length, true))) continue;
    block.push_back(pair(names.back(), is_length && has_body ? std::string_view(length) : field.value));
  }
  enter(stream, streams ? Phase::streaming : Phase::sending);
  nghttp2_data_provider provider{};
  provider.read_callback = on_read_body;
  const bool has_data = streams || (has_body && response.body);
  if (has_data && !streams) stream.answer_body = response.body;
  const int error = nghttp2_submit_response(session_.get(), stream.id, block.data(), block.size(),
                                            has_data ? &provider : nullptr);
  if (error != 0) reset(stream, NGHTTP2_INTERNAL_ERROR);
}

void Http2::submit_continue(std::int32_t id) {
  const nghttp2_nv status = pair(":status", "100");
  nghttp2_submit_headers(session_.get(), NGHTTP2_FLAG_NONE, id, nullptr, &status, 1, nullptr);
}

std::ptrdiff_t Http2::read_body(std::int32_t id, std::uint8_t* buffer, std::size_t length, bool& ends) {
  Http2Stream* stream = find(id);
  if (stream == nullptr) return NGHTTP2_ERR_TEMPORAL_CALLBACK_FAILURE;
  if (stalled_) return NGHTTP2_ERR_DEFERRED;
  if (!stream->events) {
    const std::string_view left = http::bytes_of(stream->answer_body).substr(stream->answer_sent);
    const std::size_t count = std::min(left.size(), length);
    std::memcpy(buffer, left.data(), count);
    stream->answer_sent += count;
    ends = count == left.size();
    return static_cast<std::ptrdiff_t>(count);
  }
  std::string taken;
  const auto state = stream->events->take(taken, length);
  if (state == EventBuffer::State::overflowed) {
    around_.log("a client reads its event stream too slowly: reset");
    return NGHTTP2_ERR_TEMPORAL_CALLBACK_FAILURE;
  }
  std::memcpy(buffer, taken.data(), taken.size());
  ends = state == EventBuffer::State::closed;
  if (taken.empty() && !ends) return NGHTTP2_ERR_DEFERRED;
  return static_cast<std::ptrdiff_t>(taken.size());
}

void Http2::answer_ended(std::int32_t id) {
  const Http2Stream* stream = find(id);
  if (stream == nullptr || stream->peer_ended) return;
  // The answer came before the end of the request (413, 431): the rest of it is not wanted (RFC 9113, 8.1).
  nghttp2_submit_rst_stream(session_.get(), NGHTTP2_FLAG_NONE, id, NGHTTP2_NO_ERROR);
}

}  // namespace droppoint::net
