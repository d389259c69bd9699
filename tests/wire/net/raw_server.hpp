#pragma once

#include <cstdint>
#include <string>
#include <thread>

namespace droppoint::net {

// A server that says the same to each caller whose request has the body "body", and then closes, or goes on
// byte by byte.
class RawServer {
 public:
  enum class Then { close, drip };
  explicit RawServer(std::string answer, Then then = Then::close);
  ~RawServer();
  RawServer(const RawServer&) = delete;
  RawServer& operator=(const RawServer&) = delete;

  std::uint16_t port() const { return port_; }

 private:
  void serve();
  void answer(int socket);

  const std::string answer_;
  const Then then_;
  int listening_ = -1;
  int stop_[2] = {-1, -1};
  std::uint16_t port_ = 0;
  std::thread thread_;
};

}  // namespace droppoint::net
