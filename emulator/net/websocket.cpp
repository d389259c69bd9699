#include "emulator/net/websocket.hpp"

#include <deque>
#include <utility>

#include "emulator/net/websocket_frame.hpp"

namespace droppoint::net {
namespace {

constexpr std::string_view kTextType = "text/plain; charset=utf-8";
constexpr std::string_view kBinaryType = "application/octet-stream";

template <class... Handlers>
struct Overloaded : Handlers... {
  using Handlers::operator()...;
};
template <class... Handlers>
Overloaded(Handlers...) -> Overloaded<Handlers...>;

class WebSocket final : public Conversation, public Answerer {
 public:
  WebSocket(Surroundings& around, Channel channel, const http::Request& upgrade)
      : around_(around),
        channel_(std::move(channel)),
        target_(upgrade.target),
        authority_(upgrade.authority),
        reader_(around.limits().websocket_message_bytes) {}
  // Whatever ends the connection, what came before is handed over first, and then that it ended.
  ~WebSocket() override {
    forget();
    end_with(websocket_close::kAbnormal, {});
    for (http::Request& request : waiting_) around_.tell(std::move(request), protocol(), channel_);
  }

  void receive(std::string_view bytes) override;
  void receive_end() override { over_ = true; }
  bool reading() const override {
    return !over_ && !received_close_ && waiting_.size() < around_.limits().websocket_messages;
  }
  void pull(std::string& bytes) override {
    if (outgoing_.empty() || reset_) return;
    ++progress_;
    bytes += std::exchange(outgoing_, {});
  }
  Ending ending() const override;
  Pace pace() const override;
  void expire() override;
  void drain() override {
    close(websocket_close::kGoingAway, "the server stops");
    over_ = true;
  }
  void offer_again() override { offer(); }
  void act(const ConnectionAct& act) override;

  void answer(std::uint32_t key, Departure&& departure) override;
  void events(std::uint32_t) override {}

 private:
  Protocol protocol() const { return channel_.tls ? Protocol::websocket_tls : Protocol::websocket; }
  void take(WebSocketMessage& message);
  void take(const WebSocketClose& close);
  void add_request(std::string_view method, http::Headers headers, std::string body);
  void offer();
  void forget();
  void close(std::uint16_t code, std::string_view reason);
  void end_with(std::uint16_t code, std::string reason);
  void note_unsent();

  Surroundings& around_;
  Channel channel_;
  std::string target_;
  std::string authority_;
  WebSocketReader reader_;
  // To be offered, oldest first. The first stays until the entrance has taken it.
  std::deque<http::Request> waiting_;
  std::optional<Ticket> ticket_;
  std::string outgoing_;
  std::uint64_t progress_ = 0;
  bool ping_unanswered_ = false;
  bool sent_close_ = false;
  bool received_close_ = false;
  // The end is on its way to the entrance, or is known there.
  bool end_told_ = false;
  // Nothing is to be expected of the peer any more.
  bool over_ = false;
  bool reset_ = false;
};

void WebSocket::receive(std::string_view bytes) {
  if (over_ || received_close_) return;
  ++progress_;
  ping_unanswered_ = false;
  reader_.put(bytes);
  while (auto event = reader_.next()) {
    std::visit(Overloaded{[this](WebSocketMessage& message) { take(message); },
                          [this](const WebSocketPing& ping) {
                            if (!sent_close_) append_websocket_pong(outgoing_, ping.payload);
                          },
                          [](const WebSocketPong&) {}, [this](const WebSocketClose& end) { take(end); }},
               *event);
  }
  if (const auto& violation = reader_.violation()) {
    around_.log(std::string("a WebSocket was closed: ").append(violation->why));
    close(violation->code, violation->why);
    end_with(violation->code, std::string(violation->why));
    over_ = true;
  }
  offer();
  note_unsent();
}

void WebSocket::take(WebSocketMessage& message) {
  http::Headers headers{{"content-type", std::string(message.text ? kTextType : kBinaryType)}};
  add_request("MESSAGE", std::move(headers), std::move(message.payload));
}

void WebSocket::take(const WebSocketClose& end) {
  received_close_ = true;
  close(end.code, {});
  end_with(end.code, end.reason);
  over_ = true;
}

void WebSocket::end_with(std::uint16_t code, std::string reason) {
  if (std::exchange(end_told_, true)) return;
  add_request("CLOSE", {{"close-code", std::to_string(code)}}, std::move(reason));
}

void WebSocket::add_request(std::string_view method, http::Headers headers, std::string body) {
  http::Request request;
  request.method = method;
  request.target = target_;
  request.authority = authority_;
  request.headers = std::move(headers);
  request.body = http::make_body(std::move(body));
  waiting_.push_back(std::move(request));
}

void WebSocket::offer() {
  if (ticket_ || waiting_.empty()) return;
  ticket_ = around_.offer(waiting_.front(), protocol(), channel_, *this, 0);
  if (ticket_) waiting_.pop_front();
}

void WebSocket::forget() {
  if (ticket_) around_.forget(*ticket_);
  ticket_.reset();
}

void WebSocket::answer(std::uint32_t, Departure&& departure) {
  forget();
  if (!departure.response) {
    reset_ = true;
    return;
  }
  const int status = departure.response->status;
  if (status >= 300) {
    around_.log("a WebSocket was closed: a message was answered " + std::to_string(status));
    close(websocket_close::kInternalError, "answered " + std::to_string(status));
    end_with(websocket_close::kInternalError, "answered " + std::to_string(status));
  }
  offer();
}

void WebSocket::act(const ConnectionAct& act) {
  if (const auto* message = std::get_if<SendMessage>(&act)) {
    if (sent_close_ || over_) return;
    append_websocket_message(outgoing_, message->text, http::bytes_of(message->payload));
    note_unsent();
  } else if (const auto* end = std::get_if<CloseWebSocket>(&act)) {
    end_told_ = true;
    close(end->code, end->reason);
  }
}

void WebSocket::close(std::uint16_t code, std::string_view reason) {
  if (!std::exchange(sent_close_, true)) append_websocket_close(outgoing_, code, reason);
}

void WebSocket::note_unsent() {
  if (outgoing_.size() <= around_.limits().unsent_event_bytes || reset_) return;
  around_.log("a client reads its WebSocket too slowly: reset");
  reset_ = true;
}

Ending WebSocket::ending() const {
  if (reset_) return Ending::reset;
  return over_ && outgoing_.empty() ? Ending::close : Ending::none;
}

Pace WebSocket::pace() const {
  const bool owes = sent_close_ || ping_unanswered_ || !reader_.between();
  if (owes) return {Waiting::peer, progress_};
  return {ticket_ || !waiting_.empty() ? Waiting::answer : Waiting::idle, progress_};
}

// Nothing was heard for long: the peer is asked whether it is still there, once.
void WebSocket::expire() {
  if (pace().waiting == Waiting::idle) {
    ++progress_;
    ping_unanswered_ = true;
    append_websocket_ping(outgoing_);
    return;
  }
  if (!sent_close_) around_.log("the peer of a WebSocket owed bytes for too long: closed");
  over_ = true;
}

}  // namespace

std::unique_ptr<Conversation> make_websocket(Surroundings& around, Channel channel,
                                             const http::Request& upgrade) {
  return std::make_unique<WebSocket>(around, std::move(channel), upgrade);
}

}  // namespace droppoint::net
