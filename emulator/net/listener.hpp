#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "emulator/net/certificate_authority.hpp"
#include "emulator/net/entrance.hpp"
#include "emulator/net/host_list.hpp"
#include "emulator/net/limits.hpp"
#include "emulator/result.hpp"

namespace droppoint::net {

struct ListenOptions {
  // Hosts that CONNECT and absolute request targets may name, besides loopback.
  HostList hosts;
  // Null: TLS is not served.
  std::shared_ptr<CertificateAuthority> authority;
  Limits limits;
  // How many streams a new HTTP/2 connection is allowed, by the name of its TLS handshake (empty: none) and
  // whether it has a client certificate. Empty: Limits::streams, always. Called on the listener's thread.
  std::function<std::uint32_t(std::string_view server_name, bool certificate)> streams_at_first = {};
  // May be empty: nothing is logged.
  Log log;
};

struct PortOptions {
  // An IP address, or "localhost" for 127.0.0.1.
  std::string host = "127.0.0.1";
  // 0: any free one.
  std::uint16_t port = 0;
  bool allow_non_loopback = false;
};

// Ports and their connections, on one thread of its own. HTTP/1.1 and HTTP/2, in clear text and in TLS, each
// also through CONNECT, are told apart on every port by the first bytes.
class Listener {
 public:
  // Starts the thread; no port is open yet.
  explicit Listener(ListenOptions options);
  ~Listener();
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;

  // Where the answers of one journal go. May outlive the listener; calls are then without effect.
  std::shared_ptr<Exit> make_exit();

  // Opens a port whose requests go to `entrance`, which must live until remove_port() or stop(). Gives the
  // port. Errors: `PortInUse`, `NotLoopback`, `InvalidAddress`, `CannotListen`.
  Result<std::uint16_t> add_port(const PortOptions& options, Entrance& entrance);

  // Closes the port (on every address it was opened on). When it returns its entrance is not called any more;
  // answers in the works are still sent. Not from within an entrance.
  void remove_port(std::uint16_t port);

  // Accepts no more, announces the end (GOAWAY), sends the answers in the works up to Limits::drain, closes,
  // and waits for the thread. Then no entrance is called any more.
  void stop();

  std::size_t connections() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace droppoint::net
