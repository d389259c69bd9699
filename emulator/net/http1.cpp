#include <charconv>
#include <utility>

#include "emulator/http/uri.hpp"
#include "emulator/net/conversation.hpp"
#include "emulator/net/event_buffer.hpp"
#include "emulator/net/framing.hpp"
#include "emulator/net/http1_parser.hpp"

namespace droppoint::net {
namespace {

// Bytes that may wait behind a request that is being answered: enough for pipelining.
constexpr std::size_t kBehindBytesMax = 64 * 1024;

bool is_absolute(std::string_view target) {
  return !target.empty() && target.front() != '/' && target.find("://") != std::string_view::npos;
}

// One request at a time: the next of a pipeline is parsed once the answer before it has been sent.
class Http1 final : public Conversation, public Answerer {
 public:
  Http1(Surroundings& around, Channel channel)
      : around_(around), channel_(std::move(channel)), parser_(new_parser()) {}
  ~Http1() override { forget(); }

  void receive(std::string_view bytes) override {
    if (tunnel_) return tunnel_->receive(bytes);
    if (ending_ != Ending::none) return;
    ++progress_;
    behind_.append(bytes);
    advance();
  }

  void receive_end() override;
  void expire() override;
  void drain() override;
  void offer_again() override;
  void act(const ConnectionAct& act) override;
  void pull(std::string& bytes) override;

  bool reading() const override {
    if (tunnel_) return tunnel_->reading();
    if (ending_ != Ending::none || peer_ended_) return false;
    return phase_ == Phase::reading || behind_.size() < kBehindBytesMax;
  }
  Ending ending() const override {
    if (!tunnel_) return ending_;
    return head_.empty() ? tunnel_->ending() : Ending::none;
  }
  Pace pace() const override;

  void answer(std::uint32_t key, Departure&& departure) override;
  void events(std::uint32_t) override {}

 private:
  // held: complete, but the entrance was full. pending: asked, not answered. sending: bytes are left to pull.
  enum class Phase { reading, held, pending, sending, streaming };

  Http1Parser new_parser() const { return {around_.limits().header_bytes, around_.limits().body_bytes}; }
  void advance();
  void after_put();
  void take_request();
  void offer();
  void connect();
  void refuse(const Refusal& refusal);
  void send(const http::Response& response, bool keep_alive);
  void pull_events(std::string& bytes);
  void sent();
  void forget();

  Surroundings& around_;
  Channel channel_;
  Http1Parser parser_;
  Phase phase_ = Phase::reading;
  Ending ending_ = Ending::none;
  std::string behind_;
  http::Request request_;
  Framing framing_;
  std::optional<Ticket> ticket_;
  std::string head_;
  http::Body body_;
  std::size_t body_sent_ = 0;
  std::shared_ptr<EventBuffer> events_;
  std::unique_ptr<Conversation> tunnel_;
  std::uint64_t progress_ = 0;
  bool continued_ = false;
  bool peer_ended_ = false;
  bool draining_ = false;
};

void Http1::advance() {
  while (phase_ == Phase::reading && ending_ == Ending::none && !tunnel_ && !behind_.empty()) {
    if (!parser_.started()) {
      // A robust server lets empty lines before a request pass (RFC 9112, 2.2).
      behind_.erase(0, std::min(behind_.find_first_not_of("\r\n"), behind_.size()));
    }
    const std::size_t used = parser_.put(behind_);
    behind_.erase(0, used);
    after_put();
    if (used == 0) break;
  }
  if (phase_ == Phase::reading && peer_ended_ && ending_ == Ending::none && !tunnel_) ending_ = Ending::close;
}

void Http1::after_put() {
  if (const Refusal* refusal = parser_.refusal()) return refuse(*refusal);
  if (parser_.complete()) return take_request();
  if (!parser_.head_complete() || continued_) return;
  const auto expected = parser_.request().headers.get("expect");
  if (!expected || parser_.is_http_1_0()) return;
  if (!http::equal_ignoring_case(*expected, "100-continue"))
    return refuse({417, "only 100-continue can be expected"});
  continued_ = true;
  head_ += "HTTP/1.1 100 Continue\r\n\r\n";
}

void Http1::take_request() {
  framing_ = Framing{};
  framing_.http_1_0 = parser_.is_http_1_0();
  framing_.keep_alive = parser_.keep_alive() && !draining_;
  request_ = parser_.take();
  framing_.head_only = request_.method == "HEAD";
  parser_ = new_parser();
  continued_ = false;
  if (request_.method == "CONNECT") return connect();
  request_.authority = request_.headers.get("host").value_or("");
  if (is_absolute(request_.target)) {
    // The form that clients use towards a proxy (RFC 9112, 3.2.2): its host counts, not the Host field's.
    const auto url = http::Url::parse(request_.target);
    if (!url) return refuse({400, "the request target is not a URL"});
    if (!around_.emulates(url->host)) return refuse({403, "this proxy reaches the emulated hosts only"});
    request_.authority = url->authority();
    request_.target = url->target();
  }
  offer();
}

void Http1::offer() {
  const Protocol protocol = channel_.tls ? Protocol::http1_tls : Protocol::http1;
  phase_ = Phase::held;
  if (auto ticket = around_.offer(request_, protocol, channel_, *this, 0)) {
    ticket_ = ticket;
    phase_ = Phase::pending;
  }
}

void Http1::connect() {
  if (!around_.emulates(request_.target) || channel_.tunnels >= around_.limits().tunnels) {
    around_.log("CONNECT to " + request_.target + " refused: not an emulated host");
    return send(plain_answer(403, "this proxy reaches the emulated hosts only"), framing_.keep_alive);
  }
  head_ += "HTTP/1.1 200 Connection Established\r\n\r\n";
  Channel inner;
  inner.tunnels = channel_.tunnels + 1;
  tunnel_ = make_recognition(around_, std::move(inner));
  const std::string first = std::exchange(behind_, {});
  if (!first.empty()) tunnel_->receive(first);
}

void Http1::refuse(const Refusal& refusal) {
  around_.log(std::string("HTTP/1.1 request answered ")
                  .append(std::to_string(refusal.status))
                  .append(": ")
                  .append(refusal.why));
  behind_.clear();
  framing_ = Framing{};
  send(plain_answer(refusal.status, refusal.why), false);
}

void Http1::send(const http::Response& response, bool keep_alive) {
  framing_.keep_alive = keep_alive;
  head_ += http1_head(response, framing_);
  if (may_have_body(response.status, framing_.head_only)) body_ = response.body;
  body_sent_ = 0;
  const auto connection = response.headers.get("connection");
  if (connection && http::equal_ignoring_case(*connection, "close")) framing_.keep_alive = false;
  phase_ = Phase::sending;
}

void Http1::answer(std::uint32_t, Departure&& departure) {
  if (phase_ != Phase::pending) return;
  if (!departure.response) {
    forget();
    ending_ = Ending::reset;
    return;
  }
  if (!is_final_status(departure.response->status)) {
    departure.response = plain_answer(500, "an answer without a status that HTTP can send");
    departure.stream = nullptr;
  }
  const http::Response& response = *departure.response;
  const bool streams = departure.stream && may_have_body(response.status, framing_.head_only);
  if (!streams) {
    forget();
    return send(response, framing_.keep_alive && !draining_);
  }
  framing_.streaming = true;
  if (framing_.http_1_0) framing_.keep_alive = false;
  events_ = around_.open_events(*ticket_);
  if (response.body) events_->write(*response.body);
  http::Response head = response;
  head.body = nullptr;
  send(head, framing_.keep_alive);
  phase_ = Phase::streaming;
  departure.stream(events_);
}

void Http1::pull(std::string& bytes) {
  if (!head_.empty()) {
    bytes += head_;
    head_.clear();
    ++progress_;
  }
  if (tunnel_) return tunnel_->pull(bytes);
  if (ending_ != Ending::none) return;
  if (phase_ == Phase::streaming) return pull_events(bytes);
  if (phase_ != Phase::sending) return;
  const std::string_view body = http::bytes_of(body_);
  const std::string_view slice = body.substr(body_sent_, kPullBytes);
  bytes += slice;
  body_sent_ += slice.size();
  ++progress_;
  if (body_sent_ == body.size()) sent();
}

void Http1::pull_events(std::string& bytes) {
  std::string taken;
  const auto state = events_->take(taken, kPullBytes);
  if (state == EventBuffer::State::overflowed) {
    around_.log("a client reads its event stream too slowly: reset");
    forget();
    ending_ = Ending::reset;
    return;
  }
  if (framing_.http_1_0) {
    bytes += taken;
  } else if (!taken.empty()) {
    char size[16];
    const auto end = std::to_chars(size, size + sizeof size, taken.size(), 16).ptr;
    bytes.append(size, end).append("\r\n").append(taken).append("\r\n");
  }
  if (state != EventBuffer::State::closed) return;
  if (!framing_.http_1_0) bytes += "0\r\n\r\n";
  forget();
  sent();
}

void Http1::sent() {
  body_ = nullptr;
  if (!framing_.keep_alive || draining_) {
    ending_ = Ending::close;
    return;
  }
  phase_ = Phase::reading;
  advance();
}

void Http1::receive_end() {
  if (tunnel_) return tunnel_->receive_end();
  peer_ended_ = true;
  if (ending_ != Ending::none) return;
  // A client may close its side after its request and still read the answer. Of an event stream it could not
  // learn that the client has left.
  if (phase_ == Phase::streaming) {
    forget();
    ending_ = Ending::close;
  } else if (phase_ == Phase::reading) {
    if (parser_.started() || !behind_.empty()) around_.log("the connection ended inside an HTTP/1.1 request");
    ending_ = Ending::close;
  }
}

void Http1::expire() {
  if (tunnel_) return tunnel_->expire();
  if (phase_ == Phase::reading && (parser_.started() || !behind_.empty())) {
    return refuse({408, "the request did not arrive in time"});
  }
  ending_ = Ending::close;
}

void Http1::drain() {
  if (tunnel_) return tunnel_->drain();
  draining_ = true;
  if (phase_ == Phase::streaming) {
    events_->close();
  } else if (phase_ == Phase::reading && !parser_.started() && behind_.empty()) {
    ending_ = Ending::close;
  }
}

void Http1::offer_again() {
  if (tunnel_) return tunnel_->offer_again();
  if (phase_ == Phase::held) offer();
}

void Http1::act(const ConnectionAct& act) {
  if (tunnel_) return tunnel_->act(act);
  if (std::holds_alternative<GoAway>(act)) drain();
}

Pace Http1::pace() const {
  if (tunnel_) return tunnel_->pace();
  if (phase_ == Phase::held || phase_ == Phase::pending || phase_ == Phase::streaming) {
    return {Waiting::answer, progress_};
  }
  const bool between = phase_ == Phase::reading && !parser_.started() && behind_.empty();
  return {between ? Waiting::idle : Waiting::peer, progress_};
}

void Http1::forget() {
  if (events_) events_->abandon();
  events_ = nullptr;
  if (ticket_) around_.forget(*ticket_);
  ticket_ = std::nullopt;
}

}  // namespace

std::unique_ptr<Conversation> make_http1(Surroundings& around, Channel channel) {
  return std::make_unique<Http1>(around, std::move(channel));
}

}  // namespace droppoint::net
