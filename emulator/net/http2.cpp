#include "emulator/net/http2.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include <nghttp2/nghttp2.h>

namespace droppoint::net {

Http2::Http2(Surroundings& around, Channel channel)
    : around_(around),
      channel_(std::move(channel)),
      session_(new_session(this, around.limits(), around.streams_at_first(channel_))) {}

Http2::~Http2() {
  forget_all();
}

void Http2::receive(std::string_view bytes) {
  if (ending_ != Ending::none) return;
  const auto used = nghttp2_session_mem_recv(
      session_.get(), reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
  if (used >= 0) return;
  around_.log(
      used == NGHTTP2_ERR_BAD_CLIENT_MAGIC
          ? std::string("HTTP/2 was agreed on, but its preface did not come: closed")
          : std::string("HTTP/2 connection closed: ").append(nghttp2_strerror(static_cast<int>(used))));
  forget_all();
  ending_ = Ending::close;
}

void Http2::receive_end() {
  if (count(Phase::reading) > 0) around_.log("the connection ended inside an HTTP/2 request");
  forget_all();
  ending_ = Ending::close;
}

void Http2::pull(std::string& bytes) {
  const std::size_t before = bytes.size();
  while (bytes.size() - before < kPullBytes) {
    const std::uint8_t* frame = nullptr;
    const auto length = nghttp2_session_mem_send(session_.get(), &frame);
    if (length <= 0) break;
    bytes.append(reinterpret_cast<const char*>(frame), static_cast<std::size_t>(length));
  }
  if (bytes.size() > before) ++progress_;
  if (nghttp2_session_want_write(session_.get()) != 0 || ending_ != Ending::none) return;
  const bool drained = draining_ && streams_.empty();
  if (drained || nghttp2_session_want_read(session_.get()) == 0) ending_ = Ending::close;
}

Pace Http2::pace() const {
  if (!greeted_) return {Waiting::peer, 0};
  // The peer cannot send what it owes.
  if (stalled_) return {Waiting::answer, progress_};
  if (count(Phase::reading) + count(Phase::sending) + count(Phase::doomed) > 0)
    return {Waiting::peer, progress_};
  return {streams_.empty() ? Waiting::idle : Waiting::answer, progress_};
}

void Http2::expire() {
  std::vector<Http2Stream*> stalled;
  for (auto& [id, stream] : streams_) {
    if (stream.phase == Phase::reading || stream.phase == Phase::sending) stalled.push_back(&stream);
  }
  if (stalled.empty()) return go_away();
  around_.log("HTTP/2 streams on which the peer owes bytes were reset: " + std::to_string(stalled.size()));
  for (Http2Stream* stream : stalled) reset(*stream, NGHTTP2_CANCEL);
}

void Http2::drain() {
  go_away();
  for (auto& [id, stream] : streams_) {
    if (stream.events) stream.events->close();
  }
}

void Http2::go_away() {
  if (draining_) return;
  draining_ = true;
  nghttp2_submit_goaway(session_.get(), NGHTTP2_FLAG_NONE,
                        nghttp2_session_get_last_proc_stream_id(session_.get()), NGHTTP2_NO_ERROR, nullptr,
                        0);
}

void Http2::going_away(std::uint32_t error) {
  if (error == NGHTTP2_NO_ERROR) return;
  around_.log(std::string("HTTP/2 connection closed with ").append(nghttp2_http2_strerror(error)));
}

Http2Stream* Http2::find(std::int32_t id) {
  const auto found = streams_.find(id);
  return found == streams_.end() ? nullptr : &found->second;
}

void Http2::enter(Http2Stream& stream, Phase phase) {
  --in_phase_[static_cast<std::size_t>(stream.phase)];
  stream.phase = phase;
  ++in_phase_[static_cast<std::size_t>(phase)];
}

void Http2::begin(std::int32_t id) {
  Http2Stream& stream = streams_[id];
  stream.id = id;
  ++in_phase_[static_cast<std::size_t>(Phase::reading)];
}

void Http2::field(std::int32_t id, std::string_view name, std::string_view value) {
  Http2Stream* stream = find(id);
  if (stream == nullptr || stream->phase != Phase::reading || stream->refused != 0) return;
  if (const char* why = stream->head.add(name, value)) return malformed(*stream, why);
  if (stream->head.bytes() > around_.limits().header_bytes) stream->refused = 431;
}

void Http2::head_complete(std::int32_t id, bool is_first, bool ends) {
  Http2Stream* stream = find(id);
  if (stream == nullptr) return;
  stream->peer_ended = stream->peer_ended || ends;
  if (stream->phase != Phase::reading) return;
  if (stream->refused != 0) return refuse(*stream, stream->refused, "the header fields are too large");
  if (!is_first) {
    if (!ends) return malformed(*stream, "trailers that do not end the stream");
    return body_complete(id);
  }
  if (const char* why = stream->head.finish()) return malformed(*stream, why);
  stream->head_only = stream->head.request().method == "HEAD";
  if (stream->head.is_connect()) return refuse(*stream, 501, "CONNECT is served over HTTP/1.1 only");
  if (stream->head.content_length().value_or(0) > around_.limits().body_bytes) {
    return refuse(*stream, 413, "the body is too large");
  }
  if (ends) return request_complete(*stream);
  if (stream->head.expects_continue()) submit_continue(id);
}

void Http2::body_bytes(std::int32_t id, std::string_view bytes) {
  ++progress_;
  Http2Stream* stream = find(id);
  if (stream == nullptr || stream->phase != Phase::reading) return;
  if (const char* why = stream->head.data(bytes.size())) return malformed(*stream, why);
  if (stream->body.size() + bytes.size() > around_.limits().body_bytes) {
    return refuse(*stream, 413, "the body is too large");
  }
  if (unfinished_bytes_ + bytes.size() > around_.limits().unfinished_bytes) {
    around_.log("too many half-read bodies on one HTTP/2 connection: a stream was reset");
    return reset(*stream, NGHTTP2_ENHANCE_YOUR_CALM);
  }
  stream->body.append(bytes);
  unfinished_bytes_ += bytes.size();
}

void Http2::body_complete(std::int32_t id) {
  Http2Stream* stream = find(id);
  if (stream == nullptr) return;
  stream->peer_ended = true;
  if (stream->phase == Phase::reading) request_complete(*stream);
}

void Http2::request_complete(Http2Stream& stream) {
  stream.peer_ended = true;
  if (const char* why = stream.head.end()) return malformed(stream, why);
  unfinished_bytes_ -= stream.body.size();
  stream.head.request().body = http::make_body(std::exchange(stream.body, {}));
  enter(stream, Phase::held);
  if (held_.empty()) offer(stream);
  if (stream.phase == Phase::held) held_.push_back(stream.id);
}

void Http2::offer(Http2Stream& stream) {
  const Protocol protocol = channel_.tls ? Protocol::http2_tls : Protocol::http2;
  stream.ticket =
      around_.offer(stream.head.request(), protocol, channel_, *this, static_cast<std::uint32_t>(stream.id));
  if (stream.ticket) enter(stream, Phase::pending);
}

void Http2::offer_again() {
  while (!held_.empty()) {
    Http2Stream* stream = find(held_.front());
    if (stream != nullptr && stream->phase == Phase::held) {
      offer(*stream);
      if (stream->phase == Phase::held) return;
    }
    held_.pop_front();
  }
}

void Http2::malformed(Http2Stream& stream, const char* why) {
  around_.log(std::string("HTTP/2 request reset as malformed: ").append(why));
  reset(stream, NGHTTP2_PROTOCOL_ERROR);
}

void Http2::reset(Http2Stream& stream, std::uint32_t error) {
  forget(stream);
  enter(stream, Phase::doomed);
  nghttp2_submit_rst_stream(session_.get(), NGHTTP2_FLAG_NONE, stream.id, error);
}

void Http2::closed(std::int32_t id) {
  Http2Stream* stream = find(id);
  if (stream == nullptr) return;
  forget(*stream);
  --in_phase_[static_cast<std::size_t>(stream->phase)];
  streams_.erase(id);
}

void Http2::drop_body(Http2Stream& stream) {
  if (stream.phase == Phase::reading) unfinished_bytes_ -= stream.body.size();
  stream.body = {};
}

void Http2::forget(Http2Stream& stream) {
  drop_body(stream);
  if (stream.events) stream.events->abandon();
  stream.events = nullptr;
  if (stream.ticket) around_.forget(*stream.ticket);
  stream.ticket = std::nullopt;
}

void Http2::forget_all() {
  for (auto& [id, stream] : streams_) forget(stream);
  streams_.clear();
  in_phase_ = {};
  held_.clear();
}

std::unique_ptr<Conversation> make_http2(Surroundings& around, Channel channel) {
  return std::make_unique<Http2>(around, std::move(channel));
}

}  // namespace droppoint::net
