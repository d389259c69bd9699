#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "emulator/net/conversation.hpp"
#include "emulator/net/event_buffer.hpp"
#include "emulator/net/http2_head.hpp"

struct nghttp2_session;

// Private to net: http2.cpp reads requests, http2_answer.cpp answers, http2_acts.cpp does what a connection
// can be told besides, http2_callbacks.cpp ties them to nghttp2.

namespace droppoint::net {

// One exchange of an HTTP/2 connection, from its first header field until nghttp2 closes the stream.
struct Http2Stream {
  // reading: the request is not complete. held: it is, but the entrance was full. pending: asked, not
  // answered. sending: an answer is under way. streaming: its body goes on. doomed: reset as soon as nghttp2
  // sends again.
  enum class Phase : std::uint8_t { reading, held, pending, sending, streaming, doomed };
  static constexpr std::size_t kPhases = 6;

  std::int32_t id = 0;
  Phase phase = Phase::reading;
  Http2Head head;
  std::string body;
  // Why the head or body is refused (431, 413), to be answered once nghttp2 lets us.
  int refused = 0;
  bool head_only = false;
  bool peer_ended = false;
  std::optional<Ticket> ticket;

  http::Body answer_body;
  std::size_t answer_sent = 0;
  std::shared_ptr<EventBuffer> events;
};

// What a peer may send on each stream before it must wait for us.
inline constexpr std::uint32_t kStreamWindow = 1024 * 1024;

class Http2 final : public Conversation, public Answerer {
 public:
  Http2(Surroundings& around, Channel channel);
  ~Http2() override;

  void receive(std::string_view bytes) override;
  void receive_end() override;
  bool reading() const override { return ending_ == Ending::none && held_.empty(); }
  void pull(std::string& bytes) override;
  Ending ending() const override { return ending_; }
  Pace pace() const override;
  void expire() override;
  void drain() override;
  void offer_again() override;
  void act(const ConnectionAct& act) override;

  void answer(std::uint32_t key, Departure&& departure) override;
  void events(std::uint32_t key) override;

  // From nghttp2's callbacks, never to be called by others.
  void begin(std::int32_t id);
  void field(std::int32_t id, std::string_view name, std::string_view value);
  void head_complete(std::int32_t id, bool is_first, bool ends);
  void body_bytes(std::int32_t id, std::string_view bytes);
  void body_complete(std::int32_t id);
  void answer_ended(std::int32_t id);
  void closed(std::int32_t id);
  void frame_received() {
    ++progress_;
    greeted_ = true;
  }
  // Of a body, whether or not anybody wants them: the peer gets room for as many more.
  void consume(std::int32_t id, std::size_t bytes);
  // False: the peer sends PINGs faster than it takes the answers.
  bool pinged(const std::uint8_t* opaque_data);
  void going_away(std::uint32_t error);
  // Bytes put into `buffer`, or an error of nghttp2; `ends`: they were the last.
  std::ptrdiff_t read_body(std::int32_t id, std::uint8_t* buffer, std::size_t length, bool& ends);

 private:
  using Phase = Http2Stream::Phase;
  struct FreeSession {
    void operator()(nghttp2_session* session) const;
  };
  using Session = std::unique_ptr<nghttp2_session, FreeSession>;

  static Session new_session(Http2* owner, const Limits& limits, std::uint32_t streams);
  Http2Stream* find(std::int32_t id);
  void enter(Http2Stream& stream, Phase phase);
  std::size_t count(Phase phase) const { return in_phase_[static_cast<std::size_t>(phase)]; }
  void request_complete(Http2Stream& stream);
  void offer(Http2Stream& stream);
  void malformed(Http2Stream& stream, const char* why);
  void reset(Http2Stream& stream, std::uint32_t error);
  void refuse(Http2Stream& stream, int status, std::string_view why);
  void submit(Http2Stream& stream, const http::Response& response, bool streams);
  void submit_continue(std::int32_t id);
  void drop_body(Http2Stream& stream);
  void forget(Http2Stream& stream);
  void forget_all();
  void go_away();
  void perform(const GoAway& away);
  void perform(const AllowStreams& allow);
  void perform(const StallWindow& stall);
  void perform(const IgnorePings& ignore);
  void change_setting(std::int32_t id, std::uint32_t value);

  Surroundings& around_;
  Channel channel_;
  Session session_;
  std::unordered_map<std::int32_t, Http2Stream> streams_;
  std::array<std::size_t, Http2Stream::kPhases> in_phase_{};
  std::deque<std::int32_t> held_;
  std::size_t unfinished_bytes_ = 0;
  std::uint64_t progress_ = 0;
  Ending ending_ = Ending::none;
  // The peer's preface and SETTINGS have come.
  bool greeted_ = false;
  bool draining_ = false;
  // Of a GOAWAY that named one: nghttp2 closes the streams after it when the frame is sent.
  std::uint32_t last_stream_ = std::numeric_limits<std::uint32_t>::max();
  bool ignores_pings_ = false;
  bool stalled_ = false;
  // Bytes that came while stalled, by stream.
  std::vector<std::pair<std::int32_t, std::size_t>> not_consumed_;
};

}  // namespace droppoint::net
