#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "emulator/net/conversation.hpp"
#include "emulator/net/event_buffer.hpp"
#include "emulator/net/framing.hpp"
#include "emulator/net/host_list.hpp"

namespace droppoint::net {

// A connection without a socket: keeps what is offered, and answers when the test says so.
class FakeSurroundings final : public Surroundings {
 public:
  Limits limits_;
  HostList hosts{{"api.push.apple.com", "*.communication.azure.com"}};
  bool full = false;
  std::optional<std::uint32_t> first_streams;
  std::vector<Arrival> arrivals;
  std::vector<std::string> lines;
  // Tickets of event streams in the order of their wake-ups.
  std::vector<Ticket> woken;

  const Limits& limits() const override { return limits_; }
  std::uint32_t streams_at_first(const Channel&) override { return first_streams.value_or(limits_.streams); }
  TlsContext* tls() override { return nullptr; }
  bool emulates(std::string_view authority) const override { return hosts.covers(authority); }
  void log(std::string_view line) override { lines.emplace_back(line); }

  std::optional<Ticket> offer(http::Request& request, Protocol protocol, const Channel& channel,
                              Answerer& answerer, std::uint32_t key) override {
    if (full) return std::nullopt;
    Arrival arrival;
    arrival.ticket = ++last_;
    arrival.request = std::move(request);
    arrival.protocol = protocol;
    arrival.server_name = channel.server_name;
    waiting_.emplace(last_, std::pair(&answerer, key));
    arrivals.push_back(std::move(arrival));
    return last_;
  }
  void forget(Ticket ticket) override { waiting_.erase(ticket); }
  std::shared_ptr<EventBuffer> open_events(Ticket ticket) override {
    return std::make_shared<EventBuffer>(limits_.unsent_event_bytes,
                                         [this, ticket] { woken.push_back(ticket); });
  }

  bool waits(Ticket ticket) const { return waiting_.count(ticket) > 0; }
  std::size_t waiting() const { return waiting_.size(); }

  void answer(Ticket ticket, Departure departure) {
    const auto [answerer, key] = waiting_.at(ticket);
    answerer->answer(key, std::move(departure));
  }
  void answer(Ticket ticket, int status, std::string body = {}) {
    Departure departure;
    departure.response = http::Response{status, {}, http::make_body(std::move(body))};
    answer(ticket, std::move(departure));
  }
  void reset(Ticket ticket) { answer(ticket, Departure{}); }
  // Passes wake-ups on, as the listener's thread would.
  void run_events() {
    for (const Ticket ticket : std::exchange(woken, {})) {
      const auto found = waiting_.find(ticket);
      if (found != waiting_.end()) found->second.first->events(found->second.second);
    }
  }

 private:
  Ticket last_ = 0;
  std::map<Ticket, std::pair<Answerer*, std::uint32_t>> waiting_;
};

// Everything that a conversation has to send.
inline std::string pull_all(Conversation& conversation) {
  std::string all;
  for (;;) {
    const std::size_t before = all.size();
    conversation.pull(all);
    if (all.size() == before) return all;
  }
}

}  // namespace droppoint::net
