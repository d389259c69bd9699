#include "scenarios/engine/expectation.hpp"

#include "emulator/journal/journal.hpp"
#include "fakes/cloud_core.hpp"
#include "scenarios/engine/scenario.hpp"

namespace droppoint::scenarios {
namespace {

std::string describe(const wire::Verdict& verdict) {
  if (verdict.state == wire::VerdictState::pending) return "pending";
  if (verdict.state == wire::VerdictState::delivered) return "delivered by " + verdict.by;
  std::string text =
      "dropped at " + (verdict.drop_point ? std::to_string(*verdict.drop_point) : std::string("-"));
  text += ", cause " + verdict.cause;
  if (!verdict.underlying_cause.empty()) text += " (underneath: " + verdict.underlying_cause + ')';
  return verdict.detail.empty() ? text : text + ": " + verdict.detail;
}

std::string describe(const ExpectedVerdict& verdict) {
  if (verdict.state == wire::VerdictState::pending) return "pending";
  if (verdict.state == wire::VerdictState::delivered) return "delivered by " + verdict.by.value_or("any way");
  std::string text =
      "dropped at " + (verdict.drop_point ? std::to_string(*verdict.drop_point) : std::string("any point"));
  if (verdict.cause) text += ", cause " + *verdict.cause;
  if (verdict.underlying_cause) text += " (underneath: " + *verdict.underlying_cause + ')';
  return text;
}

std::string join(const std::vector<std::string>& texts) {
  std::string all;
  for (const auto& text : texts) all += (all.empty() ? "" : ", ") + text;
  return all.empty() ? "none" : all;
}

using Differences = std::vector<Difference>;

void check_verdict(const Expectation& expectation, Context& context, Differences& differences) {
  if (!expectation.verdict) return;
  const std::string where = expectation.on.empty() ? "" : " on " + expectation.on;
  const auto& ledger = context.cloud.core().wire().ledger();
  wire::Verdict verdict = ledger.verdict(context.trace);
  if (!expectation.on.empty() || !expectation.kind.empty()) {
    const wire::Notification* found = nullptr;
    const auto notifications = ledger.notifications(context.trace);
    for (const auto& candidate : notifications) {
      const bool meant =
          (expectation.on.empty() || candidate.device == expectation.on) &&
          (expectation.kind.empty() ? candidate.kind != "stop-ringing" : candidate.kind == expectation.kind);
      // A device in the foreground has two: the one that is as expected counts.
      if (meant && (found == nullptr || candidate.verdict == *expectation.verdict)) found = &candidate;
    }
    if (found == nullptr) {
      differences.push_back({describe(*expectation.verdict) + where, "no such notification" + where});
      return;
    }
    verdict = found->verdict;
  }
  if (!(verdict == *expectation.verdict)) {
    differences.push_back({describe(*expectation.verdict) + where, describe(verdict) + where});
  }
}

void check_hops(const ExpectedHops& expected, Context& context, Differences& differences) {
  const auto hops =
      context.cloud.journal().hops({.trace = context.trace, .from = expected.from, .to = expected.to});
  const std::string what = "hops to " + std::string(wire::to_text(expected.to));
  if (expected.count && *expected.count != hops.size()) {
    differences.push_back(
        {std::to_string(*expected.count) + ' ' + what, std::to_string(hops.size()) + ' ' + what});
  }
  if (!expected.status) return;
  int status = 0;
  if (!hops.empty() && hops.back()->answer && hops.back()->answer->has_value())
    status = (**hops.back()->answer).status;
  if (hops.empty()) {
    differences.push_back(
        {"the last of the " + what + " answered " + std::to_string(*expected.status), "no " + what});
  } else if (status != *expected.status) {
    differences.push_back({what + ": status " + std::to_string(*expected.status),
                           what + ": " + (status == 0 ? "no response" : "status " + std::to_string(status))});
  }
}

void check_metrics(const Expectation& expectation, Context& context, Differences& differences) {
  if (expectation.metrics.empty()) return;
  const Hub hub = context.cloud.hub(expectation.metrics_hub);
  for (const auto& [name, total] : expectation.metrics) {
    const std::uint64_t found = hub.metric(name);
    if (found != total) {
      differences.push_back(
          {"metric " + name + " = " + std::to_string(total), name + " = " + std::to_string(found)});
    }
  }
}

void check_answer(const Expectation& expectation, const Context& context, Differences& differences) {
  if (!expectation.status && !expectation.body_contains) return;
  if (!context.answer || !context.answer->has_value()) {
    differences.push_back({"an answer to the request", context.answer ? "a broken connection" : "no answer"});
    return;
  }
  const http::Response& response = **context.answer;
  const std::string_view body = http::bytes_of(response.body);
  if (expectation.status && *expectation.status != response.status) {
    differences.push_back(
        {"status " + std::to_string(*expectation.status),
         "status " + std::to_string(response.status) + ": " + std::string(body.substr(0, 200))});
  }
  if (expectation.body_contains && body.find(*expectation.body_contains) == std::string_view::npos) {
    differences.push_back(
        {"a body with '" + *expectation.body_contains + "'", std::string(body.substr(0, 200))});
  }
}

// The newest; empty if the device received none that its app could read.
std::string chat_text_of(const Device& device) {
  std::string text;
  for (const Received& received : device.notifications()) {
    if (!received.text.empty()) text = received.text;
  }
  return text;
}

}  // namespace

std::vector<Difference> check(const Expectation& expectation, Context& context) {
  Differences differences;
  check_verdict(expectation, context, differences);
  if (expectation.warnings) {
    const auto trace = context.cloud.core().wire().ledger().trace(context.trace);
    const auto found = trace ? trace->warnings : std::vector<std::string>();
    if (found != *expectation.warnings) {
      differences.push_back({"warnings: " + join(*expectation.warnings), "warnings: " + join(found)});
    }
  }
  for (const auto& hops : expectation.hops) check_hops(hops, context, differences);
  check_metrics(expectation, context, differences);
  for (const auto& [device, screen] : expectation.screens) {
    const std::string found = context.cloud.devices().find(device).screen();
    if (found != screen) differences.push_back({device + " shows " + screen, device + " shows " + found});
  }
  for (const auto& [device, text] : expectation.texts) {
    const std::string found = chat_text_of(context.cloud.devices().find(device));
    if (found != text) {
      differences.push_back({device + " reads '" + text + "'", device + " reads '" + found + "'"});
    }
  }
  check_answer(expectation, context, differences);
  return differences;
}

}  // namespace droppoint::scenarios
