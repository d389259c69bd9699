#include "emulator/owner/arrival_connection.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <variant>

#include <nlohmann/json.hpp>

#include "emulator/owner/reply.hpp"

namespace droppoint::owner {
namespace {

// As APNs fills the debug data of its GOAWAY, which is all that is known of what it says there
// (https://developer.apple.com/documentation/usernotifications/handling-notification-responses-from-apns).
std::string debug_data_of(const std::string& reason) {
  if (reason.empty()) return {};
  const nlohmann::json json{{"reason", reason}};
  return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

constexpr std::uint32_t number_of(wire::Http2Error error) {
  return static_cast<std::uint32_t>(error);
}

}  // namespace

bool ArrivalConnection::admits(const net::Arrival& arrival) {
  return !arrival.connection || arrival.stream <= arrival.connection->last_stream;
}

ArrivalConnection::ArrivalConnection(std::shared_ptr<Outbox> outbox, const net::Arrival& arrival)
    : outbox_(std::move(outbox)),
      state_(arrival.connection),
      highest_before_(state_->highest_stream),
      reset_error_(number_of(wire::Http2Error::internal_error)) {
  state_->highest_stream = std::max(highest_before_, arrival.stream);
}

std::shared_ptr<void> ArrivalConnection::strike(const wire::Http2Effect& effect) {
  if (const auto* away = std::get_if<wire::GoAway>(&effect)) {
    go_away(*away);
  } else if (const auto* reset = std::get_if<wire::ResetStream>(&effect)) {
    reset_error_ = number_of(reset->error);
  } else if (const auto* settings = std::get_if<wire::ChangeSettings>(&effect)) {
    // From now on the fault says it.
    state_->raise_streams_to = 0;
    act(net::AllowStreams{settings->max_concurrent_streams});
  } else if (std::holds_alternative<wire::StallWindow>(effect)) {
    return lasting<net::StallWindow>(state_->stalled);
  } else if (std::holds_alternative<wire::IgnorePings>(effect)) {
    return lasting<net::IgnorePings>(state_->ignoring_pings);
  } else {
    closes_ = true;
  }
  return nullptr;
}

void ArrivalConnection::raise_streams() {
  act(net::AllowStreams{std::exchange(state_->raise_streams_to, 0)});
}

void ArrivalConnection::after_answer() {
  if (!std::exchange(closes_, false)) return;
  send_goaway(number_of(wire::Http2Error::no_error), debug_data_of("IdleTimeout"), state_->highest_stream);
}

void ArrivalConnection::act(net::ConnectionAct act) {
  outbox_->act(state_->id, std::move(act));
}

void ArrivalConnection::go_away(const wire::GoAway& effect) {
  std::uint32_t last_stream = effect.stream;
  if (effect.last == wire::GoAway::Last::previous) last_stream = highest_before_;
  if (effect.last == wire::GoAway::Last::this_one) last_stream = state_->highest_stream;
  // For a stream that the frame's number does not disown: its sender must not wait for ever.
  reset_error_ = number_of(wire::Http2Error::refused_stream);
  send_goaway(number_of(effect.error), debug_data_of(effect.reason), last_stream);
}

void ArrivalConnection::send_goaway(std::uint32_t error, std::string debug_data, std::uint32_t last_stream) {
  state_->last_stream = std::min(state_->last_stream, last_stream);
  act(net::GoAway{error, std::move(debug_data), last_stream});
}

// Two faults may do the same to one connection: it lasts until the last of them is removed.
template <class Act>
std::shared_ptr<void> ArrivalConnection::lasting(std::weak_ptr<void>& kept) {
  if (std::shared_ptr<void> running = kept.lock()) return running;
  act(Act{true});
  struct Ends {
    std::shared_ptr<Outbox> outbox;
    net::ConnectionId connection;
    Ends(std::shared_ptr<Outbox> given, net::ConnectionId id) : outbox(std::move(given)), connection(id) {}
    Ends(const Ends&) = delete;
    Ends& operator=(const Ends&) = delete;
    ~Ends() { outbox->act(connection, Act{false}); }
  };
  std::shared_ptr<void> begun = std::make_shared<Ends>(outbox_, state_->id);
  kept = begun;
  return begun;
}

}  // namespace droppoint::owner
