#include "app/serve/outgoing_calls.hpp"

#include <utility>

namespace droppoint::app {
namespace {

// What the services allow a webhook, in real time: on a clock that is held only this ends a call.
constexpr std::chrono::seconds kCallTimeout{30};

}  // namespace

OutgoingCalls::OutgoingCalls(owner::Owner& owner, const std::vector<std::string>& allowed,
                             std::function<void(std::string_view)> log)
    : owner_(owner), log_(std::move(log)), client_({.allowed = net::HostList(allowed)}) {}

bool OutgoingCalls::send(const wire::Hop& hop, Done done) {
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
  return client_.send(++last_id_, hop.request, kCallTimeout, std::move(finish));
}

bool OutgoingCalls::holds_time(const wire::Hop& /*hop*/) const {
  const auto mode = owner_.pace().mode;
  return mode == owner::Pace::Mode::manual || mode == owner::Pace::Mode::skip;
}

}  // namespace droppoint::app
