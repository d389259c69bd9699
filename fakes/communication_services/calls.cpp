#include "fakes/communication_services/calls.hpp"

#include <algorithm>

#include "fakes/auth/base64.hpp"

namespace droppoint::fakes::communication_services {
namespace {

// A multiple of three, so that its base64 needs no padding: the token that carries it has none.
constexpr std::size_t kContextBytes = 96;

}  // namespace

std::string_view to_text(CalleeState state) {
  switch (state) {
    case CalleeState::ringing:
      return "ringing";
    case CalleeState::answered:
      return "answered";
    case CalleeState::declined:
      return "declined";
    case CalleeState::missed:
      return "missed";
    case CalleeState::canceled:
      return "canceled";
    case CalleeState::redirected:
      return "redirected";
    case CalleeState::left:
      return "left";
  }
  return "";
}

std::string_view to_text(CallState state) {
  switch (state) {
    case CallState::ringing:
      return "ringing";
    case CallState::connected:
      return "connected";
    case CallState::declined:
      return "declined";
    case CallState::missed:
      return "missed";
    case CallState::canceled:
      return "canceled";
    case CallState::ended:
      return "ended";
  }
  return "";
}

bool Call::rings() const {
  return std::any_of(callees.begin(), callees.end(),
                     [](const Callee& callee) { return callee.state == CalleeState::ringing; });
}

CallState Call::state() const {
  const auto any = [this](CalleeState state) {
    return std::any_of(callees.begin(), callees.end(),
                       [state](const Callee& callee) { return callee.state == state; });
  };
  if (any(CalleeState::answered)) return ended ? CallState::ended : CallState::connected;
  if (!group_id.empty()) return ended ? CallState::ended : CallState::connected;
  if (any(CalleeState::ringing)) return CallState::ringing;
  // Others may talk on: the caller, and back ends that joined.
  if (any(CalleeState::left)) return ended ? CallState::ended : CallState::connected;
  if (any(CalleeState::canceled)) return CallState::canceled;
  return any(CalleeState::missed) ? CallState::missed : CallState::declined;
}

Callee* Call::callee_with_device(std::string_view device) {
  Callee* last = nullptr;
  for (Callee& callee : callees) {
    const bool rang =
        std::ranges::any_of(callee.rung, [device](const Target& target) { return target.device == device; });
    if (!rang) continue;
    last = &callee;
    if (callee.state == CalleeState::ringing || callee.state == CalleeState::answered) break;
  }
  return last;
}

Callee* Call::callee_of(std::string_view user) {
  Callee* last = nullptr;
  for (Callee& callee : callees) {
    if (callee.user != user) continue;
    last = &callee;
    if (callee.state == CalleeState::ringing || callee.state == CalleeState::answered) break;
  }
  return last;
}

bool Call::is_over() const {
  const CallState now = state();
  return now != CallState::ringing && now != CallState::connected;
}

Call& Calls::add() {
  forget_oldest();
  std::string id = random_.uuid();
  Call call;
  call.id = id;
  call.cp = auth::base64_encode(random_.bytes(kContextBytes));
  order_.push_back(id);
  return calls_.emplace(std::move(id), std::move(call)).first->second;
}

Call* Calls::find(std::string_view id) {
  const auto found = calls_.find(id);
  return found == calls_.end() ? nullptr : &found->second;
}

Call* Calls::find_group(std::string_view resource, std::string_view group_id) {
  for (auto& [id, call] : calls_) {
    if (call.resource == resource && call.group_id == group_id && !call.is_over()) return &call;
  }
  return nullptr;
}

void Calls::forget_oldest() {
  for (auto id = order_.begin(); order_.size() >= kCallsMax && id != order_.end();) {
    const auto call = calls_.find(*id);
    if (!call->second.is_over()) {
      ++id;
      continue;
    }
    calls_.erase(call);
    id = order_.erase(id);
  }
}

}  // namespace droppoint::fakes::communication_services
