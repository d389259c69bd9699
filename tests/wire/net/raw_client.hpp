#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "tests/unit/net/http2_client.hpp"

struct ssl_st;
struct ssl_ctx_st;

namespace droppoint::net {

// A blocking client connection over which a test says exactly what it wants.
class RawClient {
 public:
  explicit RawClient(std::uint16_t port);
  ~RawClient();
  RawClient(RawClient&& other) noexcept;
  RawClient& operator=(RawClient&&) = delete;

  // True if all were taken; false once the server has closed.
  bool send(std::string_view bytes);
  // Past TLS, straight into the socket.
  void send_beside_tls(std::string_view bytes);
  // At least one byte, or nothing at the end of the connection or its reset.
  std::string receive();
  // Until `part` has come (or the end).
  std::string receive_until(std::string_view part);
  std::string receive_all();
  // Whether the end was a reset.
  bool was_reset() const { return reset_; }
  // Whether there is something to receive already.
  bool has_bytes() const;
  void close_sending();

  // Turns it into a TLS connection. `protocols` for ALPN, none if empty; `server_name` for SNI, none if
  // empty. The server's certificate must be right for `host`. False, with failure() set, if the handshake
  // fails.
  struct Tls {
    std::string authority_file;
    std::vector<std::string> protocols;
    std::string server_name;
    std::string host = "127.0.0.1";
    std::string certificate_file;
    std::string key_file;
  };
  bool start_tls(const Tls& tls);
  std::string chosen_protocol() const;
  const std::string& failure() const { return failure_; }

 private:
  int socket_ = -1;
  ssl_ctx_st* context_ = nullptr;
  ssl_st* ssl_ = nullptr;
  bool reset_ = false;
  std::string failure_;
};

// Sends what the client has and hands it what comes, until `done` says so or the connection ends.
template <class Done>
void talk(RawClient& connection, Http2Client& client, Done done) {
  connection.send(client.bytes());
  while (!done()) {
    const std::string bytes = connection.receive();
    if (bytes.empty() || !client.receive(bytes)) return;
    connection.send(client.bytes());
  }
}

}  // namespace droppoint::net
