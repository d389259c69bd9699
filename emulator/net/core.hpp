#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <memory>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>

#include "emulator/net/conversation.hpp"
#include "emulator/net/exit_queue.hpp"
#include "emulator/net/listener.hpp"
#include "emulator/net/tls_context.hpp"

// Private to net, and its only header with Asio in it: what the listener's thread owns.

namespace droppoint::net {

class Connection;
using RealClock = std::chrono::steady_clock;

// An opened port. Its entrance is null once it has been removed.
struct Door {
  Entrance* entrance = nullptr;
  std::uint16_t port = 0;
};

// All that connections share. Only the listener's thread touches it, except where it says so.
class Core {
 public:
  explicit Core(ListenOptions options);

  struct Waiter {
    Connection* connection = nullptr;
    Answerer* answerer = nullptr;
    std::uint32_t key = 0;
    bool answered = false;
  };

  void log(std::string_view line) const;
  void add(const std::shared_ptr<Connection>& connection);
  void remove(const std::shared_ptr<Connection>& connection);
  void deliver(std::vector<Departure> departures);
  void events(Ticket ticket);
  void read_again();

  const ListenOptions options;
  const std::unique_ptr<TlsContext> tls;
  boost::asio::io_context io{1};
  const std::shared_ptr<Mailbox> mailbox;
  std::unordered_set<std::shared_ptr<Connection>> connections;
  // Any thread may read it.
  std::atomic<std::size_t> connection_count = 0;
  std::unordered_map<ConnectionId, Connection*> connections_by_id;
  std::unordered_map<Ticket, Waiter> waiters;
  Ticket last_ticket = 0;
  ConnectionId last_connection = 0;
  // Connections whose request the entrance had no room for, first come first served.
  std::vector<std::weak_ptr<Connection>> stopped;
  bool stopping = false;
  // Called once, when the last connection goes while stopping.
  std::function<void()> on_empty;
  // Scratch space: one connection at a time reads or writes.
  std::array<char, 64 * 1024> read_buffer;
  std::string write_buffer;
};

// A socket and the conversation on it.
class Connection final : public Surroundings, public std::enable_shared_from_this<Connection> {
 public:
  Connection(Core& core, boost::asio::ip::tcp::socket socket, std::shared_ptr<Door> door);

  void start();
  // After anything happened: send what there is, look at deadlines, end if all is said.
  void settle();
  void drain();
  void offer_again();
  void act(const ConnectionAct& act);
  void close();
  void check_deadline(RealClock::time_point now);
  const Door& door() const { return *door_; }
  ConnectionId id() const { return state_->id; }

  const Limits& limits() const override { return core_.options.limits; }
  std::uint32_t streams_at_first(const Channel& channel) override;
  TlsContext* tls() override { return core_.tls.get(); }
  bool emulates(std::string_view authority) const override { return core_.options.hosts.covers(authority); }
  void log(std::string_view line) override;
  std::optional<Ticket> offer(http::Request& request, Protocol protocol, const Channel& channel,
                              Answerer& answerer, std::uint32_t key) override;
  void forget(Ticket ticket) override { core_.waiters.erase(ticket); }
  std::shared_ptr<EventBuffer> open_events(Ticket ticket) override;

 private:
  // Coroutines keep the connection alive by their parameter.
  static boost::asio::awaitable<void> read(std::shared_ptr<Connection> self);
  static boost::asio::awaitable<void> write_when_ready(std::shared_ptr<Connection> self);
  bool may_read() const;
  void read_some();
  void flush();
  // False: not all went; the rest waits in unsent_.
  bool write(std::string_view bytes);
  void note_pace();
  void linger();
  void reset();

  Core& core_;
  boost::asio::ip::tcp::socket socket_;
  boost::asio::steady_timer resume_;
  std::shared_ptr<Door> door_;
  const std::shared_ptr<ConnectionState> state_;
  std::unique_ptr<Conversation> conversation_;
  std::string peer_;
  std::string unsent_;
  std::uint64_t bytes_written_ = 0;
  Pace pace_;
  RealClock::time_point deadline_ = RealClock::time_point::max();
  bool paused_ = false;
  bool writing_ = false;
  bool read_ended_ = false;
  bool lingering_ = false;
  bool closed_ = false;
};

}  // namespace droppoint::net
