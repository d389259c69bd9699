#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace droppoint::fakes::notification_hubs {

enum class Pns : std::uint8_t { apns, fcm_v1, gcm, not_emulated };

// Statuses of rows that are no answer of a push service.
inline constexpr int kAnyStatus = 0;
inline constexpr int kNoAnswer = -1;   // the connection broke or nothing came
inline constexpr int kHubItself = -2;  // the hub gave up before it asked; `reason` says why

// One row of the table: what the push service answered, what the hub makes of it, and which cause it is in
// the catalogue where the push service has not said more.
struct OutcomeRow {
  Pns pns;
  int status;
  // Apple's reason, Google's error code or the legacy protocol's error; empty stands for any.
  std::string_view reason;
  // Must occur in the answer's message, ignoring case; empty stands for any.
  std::string_view fragment;
  // The name in telemetry and feedback.
  std::string_view outcome;
  // The platform's own metric; empty where it has none.
  std::string_view metric;
  // Empty for Success.
  std::string_view cause;
  // The push service may take the same notification later, so the hub tries again within its window.
  bool retried = false;
};

// What the push service said, in the terms of the table.
struct PnsReply {
  int status = kNoAnswer;
  std::string_view reason = {};
  std::string_view message = {};
};

// The first row that fits. There always is one.
const OutcomeRow& find_outcome(Pns pns, const PnsReply& reply);
std::span<const OutcomeRow> all_outcomes();

// What an outcome says about the device's handle: nothing, that it is another app's, or that it will never be
// good again.
enum class Channel : std::uint8_t { fine, wrong, dead };
Channel channel_after(std::string_view outcome);

// The metrics over all push services that an outcome counts in.
std::span<const std::string_view> all_pns_metrics(std::string_view outcome);

}  // namespace droppoint::fakes::notification_hubs
