#pragma once

#include <nghttp2/nghttp2.h>

#include <algorithm>
#include <cstring>
#include <deque>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace droppoint::net {

// The client side of an HTTP/2 connection as bytes in, bytes out. It sends whatever it is told to, also what
// no well-behaved client would.
class Http2Client {
 public:
  using Fields = std::vector<std::pair<std::string, std::string>>;
  struct Answer {
    int status = 0;
    std::vector<int> interim;
    std::map<std::string, std::string> headers;
    std::string body;
    bool ended = false;
    bool closed = false;
    // The RST_STREAM that closed it, or 0.
    std::uint32_t error = 0;
    // With what nghttp2 closed it, also because of a GOAWAY.
    std::uint32_t close_error = 0;
  };

  Http2Client() {
    nghttp2_session_callbacks* callbacks = nullptr;
    nghttp2_session_callbacks_new(&callbacks);
    nghttp2_session_callbacks_set_on_header_callback(
        callbacks,
        [](nghttp2_session*, const nghttp2_frame* frame, const std::uint8_t* name, std::size_t name_length,
           const std::uint8_t* value, std::size_t value_length, std::uint8_t, void* self) {
          static_cast<Http2Client*>(self)->header(frame->hd.stream_id, text(name, name_length),
                                                  text(value, value_length));
          return 0;
        });
    nghttp2_session_callbacks_set_on_data_chunk_recv_callback(
        callbacks, [](nghttp2_session*, std::uint8_t, std::int32_t id, const std::uint8_t* bytes,
                      std::size_t length, void* self) {
          static_cast<Http2Client*>(self)->answers[id].body += text(bytes, length);
          return 0;
        });
    nghttp2_session_callbacks_set_on_frame_recv_callback(
        callbacks, [](nghttp2_session*, const nghttp2_frame* frame, void* self) {
          static_cast<Http2Client*>(self)->frame(*frame);
          return 0;
        });
    nghttp2_session_callbacks_set_on_stream_close_callback(
        callbacks, [](nghttp2_session*, std::int32_t id, std::uint32_t error, void* self) {
          static_cast<Http2Client*>(self)->answers[id].closed = true;
          static_cast<Http2Client*>(self)->answers[id].close_error = error;
          return 0;
        });
    nghttp2_option* option = nullptr;
    nghttp2_option_new(&option);
    nghttp2_option_set_no_http_messaging(option, 1);
    nghttp2_session_client_new2(&session_, callbacks, this, option);
    nghttp2_option_del(option);
    nghttp2_session_callbacks_del(callbacks);
    nghttp2_submit_settings(session_, NGHTTP2_FLAG_NONE, nullptr, 0);
  }
  ~Http2Client() { nghttp2_session_del(session_); }
  Http2Client(const Http2Client&) = delete;
  Http2Client& operator=(const Http2Client&) = delete;

  // HEADERS, ending the stream unless data() is to follow.
  std::int32_t request(const Fields& fields, bool ends = true) {
    std::vector<nghttp2_nv> block = to_block(fields);
    return nghttp2_submit_headers(session_, ends ? NGHTTP2_FLAG_END_STREAM : NGHTTP2_FLAG_NONE, -1, nullptr,
                                  block.data(), block.size(), nullptr);
  }
  // The usual request, with a body if it is not empty.
  std::int32_t post(const std::string& path, const std::string& body, Fields more = {}) {
    Fields fields = {{":method", "POST"}, {":scheme", "https"}, {":path", path}, {":authority", "localhost"}};
    fields.insert(fields.end(), more.begin(), more.end());
    const std::int32_t id = request(fields, body.empty());
    if (!body.empty()) data(id, body);
    return id;
  }
  // DATA after what was sent before; call when the HEADERS or the DATA before are out (bytes() was taken).
  void data(std::int32_t id, std::string bytes, bool ends = true) {
    pending_.push_back({id, std::move(bytes), ends});
  }
  void trailers(std::int32_t id, const Fields& fields, bool ends = true) {
    std::vector<nghttp2_nv> block = to_block(fields);
    nghttp2_submit_headers(session_, ends ? NGHTTP2_FLAG_END_STREAM : NGHTTP2_FLAG_NONE, id, nullptr,
                           block.data(), block.size(), nullptr);
  }
  void reset(std::int32_t id, std::uint32_t error) {
    nghttp2_submit_rst_stream(session_, NGHTTP2_FLAG_NONE, id, error);
  }
  void ping() { nghttp2_submit_ping(session_, NGHTTP2_FLAG_NONE, nullptr); }

  // What is to be sent now.
  std::string bytes() {
    std::string all = frames();
    for (Data& data : std::exchange(pending_, {})) {
      sources_.push_back(std::move(data));
      nghttp2_data_provider provider{};
      provider.source.ptr = &sources_.back();
      provider.read_callback = read_data;
      nghttp2_submit_data(session_, sources_.back().ends ? NGHTTP2_FLAG_END_STREAM : NGHTTP2_FLAG_NONE,
                          sources_.back().id, &provider);
      all += frames();
    }
    return all;
  }
  // False: what came is not HTTP/2.
  bool receive(std::string_view bytes) {
    return nghttp2_session_mem_recv(session_, reinterpret_cast<const std::uint8_t*>(bytes.data()),
                                    bytes.size()) >= 0;
  }

  std::map<std::int32_t, Answer> answers;
  bool went_away = false;
  std::uint32_t went_away_error = 0;
  int pongs = 0;
  // What came, in order, without the ACKs of what the client sent itself: "HEADERS 1 END_STREAM", "DATA 1
  // 20", "RST_STREAM 3 REFUSED_STREAM", "SETTINGS 3=1", "GOAWAY 1 NO_ERROR {…}", "WINDOW_UPDATE 0 70000",
  // "PING ACK".
  std::vector<std::string> came;
  std::map<int, std::uint32_t> settings;

 private:
  struct Data {
    std::int32_t id;
    std::string bytes;
    bool ends;
    std::size_t sent = 0;
  };
  static std::string text(const std::uint8_t* bytes, std::size_t length) {
    return {reinterpret_cast<const char*>(bytes), length};
  }
  static std::vector<nghttp2_nv> to_block(const Fields& fields) {
    const auto bytes = [](const std::string& each) {
      return const_cast<std::uint8_t*>(reinterpret_cast<const std::uint8_t*>(each.data()));
    };
    std::vector<nghttp2_nv> block;
    for (const auto& [name, value] : fields) {
      block.push_back({bytes(name), bytes(value), name.size(), value.size(), NGHTTP2_NV_FLAG_NONE});
    }
    return block;
  }
  static ssize_t read_data(nghttp2_session*, std::int32_t, std::uint8_t* buffer, std::size_t length,
                           std::uint32_t* flags, nghttp2_data_source* source, void*) {
    Data& data = *static_cast<Data*>(source->ptr);
    const std::size_t count = std::min(length, data.bytes.size() - data.sent);
    if (count > 0) std::memcpy(buffer, data.bytes.data() + data.sent, count);
    data.sent += count;
    if (data.sent == data.bytes.size()) *flags |= NGHTTP2_DATA_FLAG_EOF;
    return static_cast<ssize_t>(count);
  }
  std::string frames() {
    std::string all;
    for (;;) {
      const std::uint8_t* frame = nullptr;
      const auto length = nghttp2_session_mem_send(session_, &frame);
      if (length <= 0) return all;
      all += text(frame, static_cast<std::size_t>(length));
    }
  }
  void header(std::int32_t id, const std::string& name, const std::string& value) {
    Answer& answer = answers[id];
    if (name != ":status") {
      answer.headers[name] = value;
    } else if (value.front() == '1') {
      answer.interim.push_back(std::stoi(value));
    } else {
      answer.status = std::stoi(value);
    }
  }
  void note(const nghttp2_frame& frame) {
    const std::string stream = std::to_string(frame.hd.stream_id);
    const std::string end = (frame.hd.flags & NGHTTP2_FLAG_END_STREAM) != 0 ? " END_STREAM" : "";
    const bool is_ack = (frame.hd.flags & NGHTTP2_FLAG_ACK) != 0;
    if (frame.hd.type == NGHTTP2_HEADERS) {
      came.push_back("HEADERS " + stream + end);
    } else if (frame.hd.type == NGHTTP2_DATA) {
      came.push_back("DATA " + stream + " " + std::to_string(frame.hd.length) + end);
    } else if (frame.hd.type == NGHTTP2_RST_STREAM) {
      came.push_back("RST_STREAM " + stream + " " + nghttp2_http2_strerror(frame.rst_stream.error_code));
    } else if (frame.hd.type == NGHTTP2_SETTINGS && !is_ack) {
      std::string line = "SETTINGS";
      for (std::size_t at = 0; at < frame.settings.niv; ++at) {
        line += " " + std::to_string(frame.settings.iv[at].settings_id) + "=" +
                std::to_string(frame.settings.iv[at].value);
      }
      came.push_back(line);
    } else if (frame.hd.type == NGHTTP2_GOAWAY) {
      std::string line = "GOAWAY " + std::to_string(frame.goaway.last_stream_id) + " " +
                         nghttp2_http2_strerror(frame.goaway.error_code);
      if (frame.goaway.opaque_data_len > 0)
        line += " " + text(frame.goaway.opaque_data, frame.goaway.opaque_data_len);
      came.push_back(line);
    } else if (frame.hd.type == NGHTTP2_WINDOW_UPDATE) {
      came.push_back("WINDOW_UPDATE " + stream + " " +
                     std::to_string(frame.window_update.window_size_increment));
    } else if (frame.hd.type == NGHTTP2_PING && is_ack) {
      came.emplace_back("PING ACK");
    }
  }
  void frame(const nghttp2_frame& frame) {
    note(frame);
    if (frame.hd.type == NGHTTP2_GOAWAY) {
      went_away = true;
      went_away_error = frame.goaway.error_code;
    } else if (frame.hd.type == NGHTTP2_RST_STREAM) {
      answers[frame.hd.stream_id].error = frame.rst_stream.error_code;
    } else if (frame.hd.type == NGHTTP2_PING && (frame.hd.flags & NGHTTP2_FLAG_ACK) != 0) {
      ++pongs;
    } else if (frame.hd.type == NGHTTP2_SETTINGS) {
      for (std::size_t at = 0; at < frame.settings.niv; ++at) {
        settings[frame.settings.iv[at].settings_id] = frame.settings.iv[at].value;
      }
    }
    const bool may_end = frame.hd.type == NGHTTP2_DATA || frame.hd.type == NGHTTP2_HEADERS;
    if (may_end && (frame.hd.flags & NGHTTP2_FLAG_END_STREAM) != 0) answers[frame.hd.stream_id].ended = true;
  }

  nghttp2_session* session_ = nullptr;
  std::vector<Data> pending_;
  std::deque<Data> sources_;
};

}  // namespace droppoint::net
