#include "tests/wire/net/raw_server.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <string_view>
#include <utility>

#include <catch2/catch.hpp>

namespace droppoint::net {

RawServer::RawServer(std::string answer, Then then)
    : answer_(std::move(answer)), then_(then), listening_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t length = sizeof address;
  REQUIRE(::bind(listening_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
  REQUIRE(::listen(listening_, 10) == 0);
  REQUIRE(::getsockname(listening_, reinterpret_cast<sockaddr*>(&address), &length) == 0);
  REQUIRE(::pipe(stop_) == 0);
  port_ = ntohs(address.sin_port);
  thread_ = std::thread([this] { serve(); });
}

RawServer::~RawServer() {
  ::close(stop_[1]);
  thread_.join();
  ::close(stop_[0]);
  ::close(listening_);
}

void RawServer::serve() {
  for (;;) {
    std::array<pollfd, 2> events = {pollfd{listening_, POLLIN, 0}, pollfd{stop_[0], POLLIN, 0}};
    ::poll(events.data(), events.size(), -1);
    if (events[1].revents != 0) return;
    const int socket = ::accept(listening_, nullptr, nullptr);
    if (socket >= 0) answer(socket);
  }
}

void RawServer::answer(int socket) {
  // All of the request: what is left unread would turn the close into a reset.
  constexpr std::string_view kEnd = "\r\n\r\nbody";
  std::string request;
  std::array<char, 4096> bytes{};
  while (request.find(kEnd) == std::string::npos) {
    const ssize_t count = ::recv(socket, bytes.data(), bytes.size(), 0);
    if (count <= 0) break;
    request.append(bytes.data(), static_cast<std::size_t>(count));
  }
  bool sent =
      ::send(socket, answer_.data(), answer_.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(answer_.size());
  while (sent && then_ == Then::drip) {
    // Waits for the stop, and so paces the drip.
    pollfd stop{stop_[0], POLLIN, 0};
    if (::poll(&stop, 1, 5) != 0) break;
    sent = ::send(socket, "x", 1, MSG_NOSIGNAL) == 1;
  }
  ::close(socket);
}

}  // namespace droppoint::net
