#include "scenarios/engine/explain.hpp"

#include <array>

#include <fmt/format.h>

#include "fakes/causes.hpp"

namespace droppoint::scenarios {
namespace {

std::string push_service_of(const journal::TraceView& trace) {
  for (const auto& hop : trace.hops) {
    if (hop->to == wire::Party::fcm) return "FCM";
    if (hop->to == wire::Party::apns) return "APNs";
  }
  return "APNs/FCM";
}

// The path as one line, and below it a caret under the arrow where it broke.
std::string path_of(const journal::TraceView& trace, int drop_point) {
  const std::array<std::string, 4> parties{"Communication Services", "Notification Hubs",
                                           push_service_of(trace), "device"};
  std::string line;
  std::string marks;
  for (std::size_t index = 0; index < parties.size(); ++index) {
    if (index > 0) {
      const bool broken = static_cast<int>(index) == drop_point;
      line += broken ? " --X  " : " ---> ";
      marks.resize(line.size(), ' ');
      if (broken) marks.replace(line.size() - 3, 1, "^");
    }
    line += parties[index];
  }
  marks.resize(marks.find_last_not_of(' ') == std::string::npos ? 0 : marks.find_last_not_of(' ') + 1);
  std::string text = "  | " + line + '\n';
  if (drop_point > 0) text += "  | " + marks + fmt::format(" drop point {}\n", drop_point);
  return text;
}

std::string explain_one(const journal::TraceView& trace, const wire::Notification& notification) {
  const wire::Verdict& verdict = notification.verdict;
  const std::string device = notification.device.empty() ? "no device" : notification.device;
  if (verdict.state == wire::VerdictState::delivered) {
    return fmt::format("delivered: {} for {} by {}\n", notification.kind, device, verdict.by);
  }
  if (verdict.state == wire::VerdictState::pending) {
    return fmt::format("pending: {} for {} by {}\n", notification.kind, device, notification.channel);
  }
  const fakes::Cause* cause = fakes::find_cause(verdict.cause);
  std::string text = fmt::format("dropped[{}]: {} for {}: {}\n", verdict.cause, notification.kind, device,
                                 cause != nullptr ? cause->what : std::string_view(verdict.cause));
  text += path_of(trace, verdict.drop_point.value_or(0));
  if (!verdict.detail.empty()) text += "  = this time: " + verdict.detail + '\n';
  if (const fakes::Cause* under = fakes::find_cause(verdict.underlying_cause)) {
    text += fmt::format("  = underneath: {}: {}\n", under->id, under->what);
  }
  if (cause != nullptr) text += fmt::format("  = shows as: {}\n", cause->shows);
  text += "  = what to do: " + verdict.remedy + '\n';
  return text + "  = read: " + verdict.document + '\n';
}

}  // namespace

std::string explain(const journal::TraceView& trace) {
  std::string text = fmt::format("trace {} ({}) at {}\n", wire::to_text(trace.trace.id),
                                 trace.trace.kind.empty() ? "no notification" : trace.trace.kind,
                                 sim::to_iso8601(trace.trace.started_at));
  for (const auto& notification : trace.notifications) text += explain_one(trace, notification);
  for (const auto& warning : trace.trace.warnings) text += "warning: " + warning + '\n';
  return text;
}

}  // namespace droppoint::scenarios
