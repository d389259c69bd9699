#include "emulator/owner/reply.hpp"

#include <utility>

#include "emulator/assert.hpp"

namespace droppoint::owner {

void Outbox::put(net::Departure departure) {
  const bool waits = unanswered_.erase(departure.ticket) + patient_.erase(departure.ticket) == 1;
  if (waits) answered_.push_back(std::move(departure));
}

void Outbox::expect_patiently(net::Ticket ticket) {
  if (unanswered_.erase(ticket) == 1) patient_.insert(ticket);
}

void Outbox::act(net::ConnectionId connection, net::ConnectionAct act) {
  answered_.push_back({.act = std::move(act), .connection = connection});
}

void Outbox::reset_all() {
  for (net::Departure& departure : answered_) departure = {.ticket = departure.ticket};
  for (const net::Ticket ticket : unanswered_) answered_.push_back({.ticket = ticket});
  for (const net::Ticket ticket : patient_) answered_.push_back({.ticket = ticket});
  unanswered_.clear();
  patient_.clear();
}

std::vector<net::Departure> Outbox::take(net::Position position) {
  std::vector<net::Departure> taken = std::exchange(answered_, {});
  for (net::Departure& departure : taken) departure.position = position;
  return taken;
}

Reply::~Reply() {
  if (outbox_) outbox_->put({.ticket = ticket_});
}

void Reply::operator()(std::optional<http::Response> response) {
  leave({.ticket = ticket_, .response = std::move(response)});
}

void Reply::stream(http::Response head, std::function<void(std::shared_ptr<net::EventStream>)> begin) {
  leave({.ticket = ticket_, .response = std::move(head), .stream = std::move(begin)});
}

void Reply::leave(net::Departure departure) {
  DROPPOINT_ASSERT(outbox_, "an arrival is answered once");
  const auto outbox = std::exchange(outbox_, nullptr);
  if (departure.response) {
    for (const auto [name, value] : headers_) departure.response->headers.add(name, value);
  }
  if (connection_) departure.reset_error = connection_->reset_error();
  outbox->put(std::move(departure));
  if (connection_) connection_->after_answer();
}

}  // namespace droppoint::owner
