#include "fakes/outside_endpoints.hpp"

#include <coroutine>
#include <optional>
#include <utility>

namespace droppoint::fakes {

struct OutsideEndpoints::Call {
  const wire::Hop* hop = nullptr;
  sim::Hold hold = {};
  std::optional<wire::Answer> answer = {};
  std::coroutine_handle<> waiter = {};

  struct Awaiter {
    Call* call;
    bool await_ready() const noexcept { return call->answer.has_value(); }
    void await_suspend(std::coroutine_handle<> handle) const noexcept { call->waiter = handle; }
    void await_resume() const noexcept {}
  };
};

const OutsideEndpoints::Handler* OutsideEndpoints::handler_of(std::string_view url) const {
  const Handler* longest = nullptr;
  std::size_t length = 0;
  for (const auto& [prefix, handler] : handlers_) {
    if (!url.starts_with(prefix) || prefix.size() < length) continue;
    longest = &handler;
    length = prefix.size();
  }
  return longest;
}

void OutsideEndpoints::answer(std::uint64_t hop, wire::Answer answer) {
  const auto found = calls_.find(hop);
  if (found == calls_.end()) return;
  const std::shared_ptr<Call> call = std::move(found->second);
  calls_.erase(found);
  call->hold.release();
  // An answer that comes after the sender gave up changes nothing, so it is no stimulus.
  if (!call->hop->answered_at) door_.note_outgoing_answer(hop);
  call->answer = std::move(answer);
  wire_.scheduler().post(std::exchange(call->waiter, {}));
}

sim::Task<wire::Answer> OutsideEndpoints::handle(const wire::Hop& hop) {
  const std::string& url = hop.request.target;
  if (const Handler* handler = handler_of(url)) {
    const Handler kept = *handler;
    // As a real answer: it comes when all else of this instant is done, and a replay takes it from the
    // journal.
    auto idle = wire_.scheduler().when_idle();
    co_await idle;
    auto handling = kept(hop);
    wire::Answer answer = co_await std::move(handling);
    if (!hop.answered_at) door_.note_outgoing_answer(hop.sequence);
    co_return answer;
  }
  const auto refused = [&](std::string_view kind) {
    wire_.ledger().event(hop.trace, wire::Party::webhook, std::string(kind), url);
    return tl::unexpected<wire::Break>(wire::Break::refused);
  };
  if (outgoing_ == nullptr) co_return refused(kEndpointNotCalled);
  const auto call = std::make_shared<Call>();
  call->hop = &hop;
  auto done = [this, alive = std::weak_ptr<const bool>(alive_), sequence = hop.sequence](wire::Answer given) {
    if (!alive.expired()) answer(sequence, std::move(given));
  };
  calls_[hop.sequence] = call;
  if (const auto refusal = outgoing_->send(hop, std::move(done))) {
    calls_.erase(hop.sequence);
    const bool allowed = *refusal == owner::Outgoing::Refusal::not_now;
    const std::string_view kind = allowed ? kEndpointNotCalled : kEndpointNotAllowed;
    co_return refused(kind);
  }
  if (outgoing_->holds_time(hop, wire_.scheduler().now()))
    call->hold = wire_.scheduler().hold("a real call to " + url);
  const Call::Awaiter answered{call.get()};
  co_await answered;
  co_return std::move(*call->answer);
}

}  // namespace droppoint::fakes
