#include <algorithm>
#include <utility>

#include "emulator/net/conversation.hpp"

namespace droppoint::net {
namespace {

constexpr std::string_view kPreface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
constexpr char kTlsHandshake = 0x16;

// The first bytes tell what follows: a TLS record, the preface of HTTP/2, else HTTP/1.1. Inside TLS as well,
// since some HTTP/2 clients negotiate no ALPN.
class Recognition final : public Conversation {
 public:
  Recognition(Surroundings& around, Channel channel) : around_(around), channel_(std::move(channel)) {}

  void receive(std::string_view bytes) override {
    if (inner_) return inner_->receive(bytes);
    if (ended_) return;
    first_.append(bytes);
    recognise();
  }

  void receive_end() override {
    if (inner_) return inner_->receive_end();
    if (!first_.empty() && !ended_) around_.log("the connection ended inside an HTTP/2 preface");
    ended_ = true;
  }

  void expire() override {
    if (inner_) return inner_->expire();
    if (!first_.empty()) around_.log("no whole HTTP/2 preface came in time: closed");
    ended_ = true;
  }

  void drain() override {
    if (inner_) return inner_->drain();
    ended_ = true;
  }

  bool reading() const override { return inner_ ? inner_->reading() : !ended_; }
  void pull(std::string& bytes) override {
    if (inner_) inner_->pull(bytes);
  }
  Ending ending() const override {
    if (inner_) return inner_->ending();
    return ended_ ? Ending::close : Ending::none;
  }
  Pace pace() const override { return inner_ ? inner_->pace() : Pace{Waiting::peer, 0}; }
  void offer_again() override {
    if (inner_) inner_->offer_again();
  }
  void act(const ConnectionAct& act) override {
    if (inner_) inner_->act(act);
  }

 private:
  void recognise() {
    if (first_.empty()) return;
    if (first_.front() == kTlsHandshake) {
      if (around_.tls() == nullptr) return refuse("a TLS handshake, but TLS is not served here: closed");
      return begin(make_tls(around_, std::move(channel_)));
    }
    const auto same = std::mismatch(first_.begin(), first_.end(), kPreface.begin(), kPreface.end());
    if (same.second == kPreface.end()) return begin(make_http2(around_, std::move(channel_)));
    if (same.first == first_.end()) return;
    const char first = first_.front();
    const bool may_be_http1 = first == '\r' || first == '\n' || (first > ' ' && first < 0x7f);
    if (!may_be_http1) return refuse("bytes that are neither TLS nor HTTP: closed");
    begin(make_http1(around_, std::move(channel_)));
  }

  void begin(std::unique_ptr<Conversation> inner) {
    inner_ = std::move(inner);
    const std::string first = std::exchange(first_, {});
    inner_->receive(first);
  }

  void refuse(std::string_view line) {
    around_.log(line);
    ended_ = true;
    first_.clear();
  }

  Surroundings& around_;
  Channel channel_;
  std::string first_;
  std::unique_ptr<Conversation> inner_;
  bool ended_ = false;
};

}  // namespace

std::unique_ptr<Conversation> make_recognition(Surroundings& around, Channel channel) {
  return std::make_unique<Recognition>(around, std::move(channel));
}

}  // namespace droppoint::net
