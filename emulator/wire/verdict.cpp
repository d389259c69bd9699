#include "emulator/wire/verdict.hpp"

#include <charconv>

namespace droppoint::wire {
namespace {

std::optional<std::uint64_t> parse_id(char letter, std::string_view text) {
  if (text.size() < 2 || text.front() != letter) return std::nullopt;
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data() + 1, text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || value == 0) return std::nullopt;
  return value;
}

// Event Grid's causes have no drop point: they count after the three.
int order_of(const Verdict& verdict) {
  return verdict.drop_point.value_or(4);
}

}  // namespace

std::string to_text(TraceId id) {
  return 't' + std::to_string(id.value);
}
std::string to_text(NotificationId id) {
  return 'n' + std::to_string(id.value);
}
std::string to_text(FaultId id) {
  return 'f' + std::to_string(id.value);
}

std::optional<TraceId> parse_trace_id(std::string_view text) {
  const auto value = parse_id('t', text);
  if (!value) return std::nullopt;
  return TraceId{*value};
}

std::optional<NotificationId> parse_notification_id(std::string_view text) {
  const auto value = parse_id('n', text);
  if (!value) return std::nullopt;
  return NotificationId{*value};
}

std::optional<FaultId> parse_fault_id(std::string_view text) {
  const auto value = parse_id('f', text);
  if (!value) return std::nullopt;
  return FaultId{*value};
}

std::string_view to_text(VerdictState state) {
  switch (state) {
    case VerdictState::pending:
      return "pending";
    case VerdictState::delivered:
      return "delivered";
    case VerdictState::dropped:
      return "dropped";
  }
  return "";
}

std::optional<VerdictState> parse_verdict_state(std::string_view text) {
  for (const auto state : {VerdictState::pending, VerdictState::delivered, VerdictState::dropped}) {
    if (to_text(state) == text) return state;
  }
  return std::nullopt;
}

Verdict sum_up(std::string_view kind, const std::vector<Notification>& notifications) {
  const Verdict* earliest = nullptr;
  bool pending = false;
  for (const Notification& notification : notifications) {
    if (notification.kind != kind || notification.channel == "event-grid") continue;
    const Verdict& verdict = notification.verdict;
    if (verdict.state == VerdictState::delivered) return verdict;
    if (verdict.state == VerdictState::pending) {
      pending = true;
    } else if (earliest == nullptr || order_of(verdict) < order_of(*earliest)) {
      earliest = &verdict;
    }
  }
  if (pending || earliest == nullptr) return Verdict{};
  return *earliest;
}

}  // namespace droppoint::wire
