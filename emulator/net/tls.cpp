#include <array>
#include <utility>

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>

#include "emulator/net/conversation.hpp"
#include "emulator/net/tls_context.hpp"

namespace droppoint::net {
namespace {

struct FreeTls {
  void operator()(SSL* ssl) const { SSL_free(ssl); }
};

std::string pem_of_peer(const SSL* ssl) {
  X509* certificate = SSL_get1_peer_certificate(ssl);
  if (certificate == nullptr) return {};
  BIO* memory = BIO_new(BIO_s_mem());
  PEM_write_bio_X509(memory, certificate);
  char* bytes = nullptr;
  const long length = BIO_get_mem_data(memory, &bytes);
  std::string pem(bytes, static_cast<std::size_t>(length));
  BIO_free(memory);
  X509_free(certificate);
  return pem;
}

// TLS between bytes and bytes: what comes in is decrypted for the conversation inside, what that one sends is
// encrypted.
class Tls final : public Conversation {
 public:
  Tls(Surroundings& around, Channel channel)
      : around_(around), channel_(std::move(channel)), ssl_(around.tls()->new_session()) {
    if (!ssl_) {
      ended_ = true;
      return;
    }
    incoming_ = BIO_new(BIO_s_mem());
    outgoing_ = BIO_new(BIO_s_mem());
    // An empty buffer means "more is to come", not the end.
    BIO_set_mem_eof_return(incoming_, -1);
    SSL_set_bio(ssl_.get(), incoming_, outgoing_);
  }

  void receive(std::string_view bytes) override;
  void receive_end() override;
  void pull(std::string& bytes) override;
  void expire() override;
  void drain() override;

  bool reading() const override { return !ended_ && (!inner_ || inner_->reading()); }
  Ending ending() const override {
    if (ended_) return Ending::close;
    const Ending inner = inner_ ? inner_->ending() : Ending::none;
    // An orderly end is ours to announce, by close_notify: pull() does that and then sets ended_.
    return inner == Ending::reset ? Ending::reset : Ending::none;
  }
  Pace pace() const override { return inner_ ? inner_->pace() : Pace{Waiting::peer, 0}; }
  void offer_again() override {
    if (inner_) inner_->offer_again();
  }
  void act(const ConnectionAct& act) override {
    if (inner_) inner_->act(act);
  }

 private:
  void shake_hands();
  void begin_inner();
  void decrypt();
  void handshake_failed();
  void take_outgoing(std::string& bytes);

  Surroundings& around_;
  Channel channel_;
  std::unique_ptr<SSL, FreeTls> ssl_;
  // Owned by ssl_.
  BIO* incoming_ = nullptr;
  BIO* outgoing_ = nullptr;
  std::unique_ptr<Conversation> inner_;
  bool ended_ = false;
};

void Tls::receive(std::string_view bytes) {
  if (ended_ || bytes.empty()) return;
  BIO_write(incoming_, bytes.data(), static_cast<int>(bytes.size()));
  if (!inner_) shake_hands();
  if (inner_ && !ended_) decrypt();
}

void Tls::shake_hands() {
  ERR_clear_error();
  const int result = SSL_do_handshake(ssl_.get());
  if (result == 1) return begin_inner();
  if (SSL_get_error(ssl_.get(), result) != SSL_ERROR_WANT_READ) handshake_failed();
}

void Tls::begin_inner() {
  const char* name = SSL_get_servername(ssl_.get(), TLSEXT_NAMETYPE_host_name);
  channel_.tls = true;
  channel_.server_name = name == nullptr ? "" : name;
  channel_.client_certificate = pem_of_peer(ssl_.get());
  const unsigned char* protocol = nullptr;
  unsigned int length = 0;
  SSL_get0_alpn_selected(ssl_.get(), &protocol, &length);
  const bool is_h2 = std::string_view(reinterpret_cast<const char*>(protocol), length) == "h2";
  // With h2 agreed on, our SETTINGS need not wait for the client's preface.
  inner_ = is_h2 ? make_http2(around_, std::move(channel_)) : make_recognition(around_, std::move(channel_));
}

void Tls::handshake_failed() {
  const unsigned long error = ERR_peek_last_error();
  const int reason = ERR_GET_REASON(error);
  std::string line = "TLS handshake failed: ";
  const char* words = ERR_reason_error_string(error);
  line += words == nullptr ? "the peer gave no reason" : words;
  const bool distrusted = reason == SSL_R_TLSV1_ALERT_UNKNOWN_CA ||
                          reason == SSL_R_SSLV3_ALERT_CERTIFICATE_UNKNOWN ||
                          reason == SSL_R_SSLV3_ALERT_BAD_CERTIFICATE;
  if (distrusted)
    line += " (the client does not trust " + around_.tls()->authority().certificate_file().string() + ")";
  around_.log(line);
  ended_ = true;
}

void Tls::decrypt() {
  std::array<char, 16 * 1024> plain;
  for (;;) {
    ERR_clear_error();
    const int count = SSL_read(ssl_.get(), plain.data(), static_cast<int>(plain.size()));
    if (count > 0) {
      inner_->receive({plain.data(), static_cast<std::size_t>(count)});
      continue;
    }
    const int error = SSL_get_error(ssl_.get(), count);
    if (error == SSL_ERROR_ZERO_RETURN) return inner_->receive_end();
    if (error != SSL_ERROR_WANT_READ && error != SSL_ERROR_WANT_WRITE) {
      const char* words = ERR_reason_error_string(ERR_peek_last_error());
      around_.log(std::string("TLS connection closed: ").append(words == nullptr ? "broken record" : words));
      inner_->receive_end();
      ended_ = true;
    }
    return;
  }
}

void Tls::receive_end() {
  if (ended_) return;
  if (inner_) return inner_->receive_end();
  around_.log("the connection ended inside a TLS handshake");
  ended_ = true;
}

void Tls::take_outgoing(std::string& bytes) {
  char* waiting = nullptr;
  const long length = BIO_get_mem_data(outgoing_, &waiting);
  if (length <= 0) return;
  bytes.append(waiting, static_cast<std::size_t>(length));
  BIO_reset(outgoing_);
}

void Tls::pull(std::string& bytes) {
  if (!ssl_) return;
  if (inner_ && !ended_) {
    std::string plain;
    inner_->pull(plain);
    ERR_clear_error();
    if (!plain.empty() && SSL_write(ssl_.get(), plain.data(), static_cast<int>(plain.size())) <= 0)
      ended_ = true;
    if (plain.empty() && inner_->ending() == Ending::close) {
      SSL_shutdown(ssl_.get());
      ended_ = true;
    }
  }
  take_outgoing(bytes);
}

void Tls::expire() {
  if (inner_) return inner_->expire();
  around_.log("a TLS handshake was not completed in time: closed");
  ended_ = true;
}

void Tls::drain() {
  if (inner_) return inner_->drain();
  ended_ = true;
}

}  // namespace

std::unique_ptr<Conversation> make_tls(Surroundings& around, Channel channel) {
  return std::make_unique<Tls>(around, std::move(channel));
}

}  // namespace droppoint::net
