#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <vector>

#include "emulator/net/entrance.hpp"
#include "emulator/owner/arrival_connection.hpp"

namespace droppoint::owner {

// The answers of one turn, and who still waits for one. Belongs to the owner's thread.
class Outbox {
 public:
  void expect(net::Ticket ticket) { unanswered_.insert(ticket); }
  // Dropped if nobody waits for it (any more).
  void put(net::Departure departure);
  // Time need not move until this one is answered: whoever waits for it knows that it may take long.
  void expect_patiently(net::Ticket ticket);
  // For the connection to do, after what was put before.
  void act(net::ConnectionId connection, net::ConnectionAct act);
  // Resets all who wait, and those whose answer has not been taken yet.
  void reset_all();
  // What was put, to leave once the journal has committed that much.
  std::vector<net::Departure> take(net::Position position);
  // Those that time moves for.
  std::size_t unanswered() const { return unanswered_.size(); }

 private:
  std::set<net::Ticket> unanswered_;
  std::set<net::Ticket> patient_;
  std::vector<net::Departure> answered_;
};

// The one answer to an arrival. Called once, on the owner's thread, now or later; if it is dropped uncalled
// (the cloud was reset meanwhile), the connection is reset.
class Reply {
 public:
  Reply(std::shared_ptr<Outbox> outbox, net::Ticket ticket,
        std::shared_ptr<ArrivalConnection> connection = nullptr)
      : outbox_(std::move(outbox)), ticket_(ticket), connection_(std::move(connection)) {}
  Reply(Reply&&) noexcept = default;
  Reply& operator=(Reply&&) = delete;
  ~Reply();

  // For faults to act on; null where there is none.
  const std::shared_ptr<ArrivalConnection>& connection() const { return connection_; }

  // In `skip`, time does not move until there is an answer.
  void wait_patiently() { outbox_->expect_patiently(ticket_); }

  // The answer will have this header as well.
  void add_header(std::string name, std::string value) { headers_.add(std::move(name), std::move(value)); }

  // Nothing: the connection (HTTP/1.1) or the stream (HTTP/2) is reset.
  void operator()(std::optional<http::Response> response);
  // The head now; `begin` gets where the body goes, on the listener's thread.
  void stream(http::Response head, std::function<void(std::shared_ptr<net::EventStream>)> begin);

 private:
  void leave(net::Departure departure);

  std::shared_ptr<Outbox> outbox_;
  net::Ticket ticket_;
  std::shared_ptr<ArrivalConnection> connection_;
  http::Headers headers_;
};

}  // namespace droppoint::owner
