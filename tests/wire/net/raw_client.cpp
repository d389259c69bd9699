#include "tests/wire/net/raw_client.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <utility>

#include <catch2/catch.hpp>

namespace droppoint::net {

RawClient::RawClient(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  REQUIRE(socket_ >= 0);
  // Only so that a test which fails does not hang.
  const timeval patience{30, 0};
  ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  ::setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
  const int yes = 1;
  ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  REQUIRE(::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
}

RawClient::RawClient(RawClient&& other) noexcept
    : socket_(std::exchange(other.socket_, -1)),
      context_(std::exchange(other.context_, nullptr)),
      ssl_(std::exchange(other.ssl_, nullptr)),
      reset_(other.reset_) {}

RawClient::~RawClient() {
  SSL_free(ssl_);
  SSL_CTX_free(context_);
  if (socket_ >= 0) ::close(socket_);
}

bool RawClient::send(std::string_view bytes) {
  while (!bytes.empty()) {
    ssize_t count = 0;
    if (ssl_ != nullptr) {
      count = SSL_write(ssl_, bytes.data(), static_cast<int>(bytes.size()));
    } else {
      count = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    }
    if (count <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return true;
}

void RawClient::send_beside_tls(std::string_view bytes) {
  REQUIRE(::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(bytes.size()));
}

std::string RawClient::receive() {
  std::array<char, 65536> bytes{};
  errno = 0;
  const ssize_t count = ssl_ != nullptr ? SSL_read(ssl_, bytes.data(), static_cast<int>(bytes.size()))
                                        : ::recv(socket_, bytes.data(), bytes.size(), 0);
  if (count > 0) return {bytes.data(), static_cast<std::size_t>(count)};
  const int error = errno;
  REQUIRE(error != EAGAIN);
  reset_ = error == ECONNRESET;
  return {};
}

std::string RawClient::receive_until(std::string_view part) {
  std::string all;
  while (all.find(part) == std::string::npos) {
    const std::string more = receive();
    if (more.empty()) break;
    all += more;
  }
  return all;
}

std::string RawClient::receive_all() {
  std::string all;
  for (;;) {
    const std::string more = receive();
    if (more.empty()) return all;
    all += more;
  }
}

bool RawClient::has_bytes() const {
  char byte = 0;
  return ::recv(socket_, &byte, 1, MSG_PEEK | MSG_DONTWAIT) > 0;
}

void RawClient::close_sending() {
  ::shutdown(socket_, SHUT_WR);
}

bool RawClient::start_tls(const Tls& tls) {
  context_ = SSL_CTX_new(TLS_client_method());
  REQUIRE(SSL_CTX_load_verify_locations(context_, tls.authority_file.c_str(), nullptr) == 1);
  SSL_CTX_set_verify(context_, SSL_VERIFY_PEER, nullptr);
  if (!tls.certificate_file.empty()) {
    REQUIRE(SSL_CTX_use_certificate_file(context_, tls.certificate_file.c_str(), SSL_FILETYPE_PEM) == 1);
    REQUIRE(SSL_CTX_use_PrivateKey_file(context_, tls.key_file.c_str(), SSL_FILETYPE_PEM) == 1);
  }
  ssl_ = SSL_new(context_);
  SSL_set_fd(ssl_, socket_);
  if (!tls.server_name.empty()) SSL_set_tlsext_host_name(ssl_, tls.server_name.c_str());
  X509_VERIFY_PARAM* parameters = SSL_get0_param(ssl_);
  if (X509_VERIFY_PARAM_set1_ip_asc(parameters, tls.host.c_str()) != 1) {
    X509_VERIFY_PARAM_set1_host(parameters, tls.host.c_str(), tls.host.size());
  }
  std::string wire;
  for (const std::string& protocol : tls.protocols) wire += static_cast<char>(protocol.size()) + protocol;
  if (!wire.empty()) {
    SSL_set_alpn_protos(ssl_, reinterpret_cast<const unsigned char*>(wire.data()),
                        static_cast<unsigned>(wire.size()));
  }
  ERR_clear_error();
  if (SSL_connect(ssl_) == 1) return true;
  const long verification = SSL_get_verify_result(ssl_);
  failure_ = verification == X509_V_OK ? ERR_error_string(ERR_peek_last_error(), nullptr)
                                       : X509_verify_cert_error_string(verification);
  return false;
}

std::string RawClient::chosen_protocol() const {
  const unsigned char* protocol = nullptr;
  unsigned length = 0;
  SSL_get0_alpn_selected(ssl_, &protocol, &length);
  return {reinterpret_cast<const char*>(protocol), length};
}

}  // namespace droppoint::net
