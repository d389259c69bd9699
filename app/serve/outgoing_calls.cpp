#include "app/serve/outgoing_calls.hpp"

#include <utility>

namespace droppoint::app {
namespace {

// What the services allow a webhook, in real time: on a clock that is held only this ends a call.
constexpr std::chrono::seconds kCallTimeout{30};

}  // namespace

OutgoingCalls::OutgoingCalls(owner::Owner& owner, const std::vector<std::string>& allowed,
                             std::function<void(std::string_view)> log)
    : owner_(owner), log_(std::move(log)), options_({.allowed = net::HostList(allowed)}) {
  forget();
}

// Ends the calls under way; what they would have been answered finds nobody.
void OutgoingCalls::forget() {
  client_.reset();
  client_ = std::make_unique<net::OutgoingClient>(options_);
}

std::optional<owner::Outgoing::Refusal> OutgoingCalls::send(const wire::Hop& hop, Done done) {
  if (const auto allowed = client_->check(hop.request.target); !allowed) {
    if (log_) log_(allowed.error().message + ": " + allowed.error().hint);
    return Refusal::not_allowed;
  }
  auto finish = [this, done = std::move(done)](net::OutgoingId, Result<http::Response> result) {
    wire::Answer answer = tl::unexpected<wire::Break>(wire::Break::refused);
    if (result) {
      answer = std::move(*result);
    } else {
      if (result.error().code == "TimedOut") answer = tl::unexpected<wire::Break>(wire::Break::timed_out);
      if (log_) log_(result.error().message);
    }
    owner_.post([done, answer = std::move(answer)] { done(answer); });
  };
  if (client_->send(++last_id_, hop.request, kCallTimeout, std::move(finish))) return std::nullopt;
  return Refusal::not_now;
}

bool OutgoingCalls::holds_time(const wire::Hop& /*hop*/, sim::Time /*now*/) const {
  const auto mode = owner_.pace().mode;
  return mode == owner::Pace::Mode::manual || mode == owner::Pace::Mode::skip;
}

}  // namespace droppoint::app
