#pragma once

#include <cstdint>
#include <memory>

#include "emulator/net/entrance.hpp"
#include "emulator/wire/connection.hpp"

namespace droppoint::owner {

class Outbox;

// The connection by which one arrival came. What faults do to it leaves by the outbox, in order with the
// answers: nothing is seen before the exchange that it struck is committed. Belongs to the owner's thread.
class ArrivalConnection final : public wire::Connection {
 public:
  // Whether the arrival is to be worked on: none is after the last stream that a GOAWAY named, though it may
  // have been under way by then.
  static bool admits(const net::Arrival& arrival);

  // For an arrival that was admitted and has a connection.
  ArrivalConnection(std::shared_ptr<Outbox> outbox, const net::Arrival& arrival);

  std::shared_ptr<void> strike(const wire::Http2Effect& effect) override;
  // Whether it is still held to the streams with which connections begin, and ends that.
  bool may_raise_streams() const { return state_->raise_streams_to != 0; }
  void raise_streams();

  // For the reply: the code of the RST_STREAM where there is no answer, and what is due after the answer.
  std::uint32_t reset_error() const { return reset_error_; }
  void after_answer();

 private:
  void act(net::ConnectionAct act);
  void go_away(const wire::GoAway& effect);
  void send_goaway(std::uint32_t error, std::string debug_data, std::uint32_t last_stream);
  template <class Act>
  std::shared_ptr<void> lasting(std::weak_ptr<void>& kept);

  const std::shared_ptr<Outbox> outbox_;
  const std::shared_ptr<net::ConnectionState> state_;
  // The highest stream that was let in before this one.
  const std::uint32_t highest_before_;
  std::uint32_t reset_error_;
  bool closes_ = false;
};

}  // namespace droppoint::owner
