#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "emulator/http/message.hpp"
#include "emulator/sim/time.hpp"

namespace droppoint::fakes::apns {

// Every `reason` that APNs gives for a push to a device, as Apple's "Handling notification responses from
// APNs" lists them.
enum class Reason : std::uint8_t {
  bad_collapse_id,
  bad_device_token,
  bad_expiration_date,
  bad_message_id,
  bad_priority,
  bad_topic,
  device_token_not_for_topic,
  duplicate_headers,
  idle_timeout,
  invalid_push_type,
  missing_device_token,
  missing_topic,
  payload_empty,
  topic_disallowed,
  bad_certificate,
  bad_certificate_environment,
  expired_provider_token,
  forbidden,
  invalid_provider_token,
  missing_provider_token,
  unrelated_key_id_in_token,
  bad_environment_key_id_in_token,
  bad_path,
  method_not_allowed,
  expired_token,
  unregistered,
  payload_too_large,
  too_many_provider_token_updates,
  too_many_requests,
  internal_server_error,
  service_unavailable,
  shutdown,
};

struct ReasonRow {
  Reason reason;
  int status;
  // As the wire spells it.
  std::string_view text;
  // The cause that it stands for, unless the check that refused knows better.
  std::string_view cause;
};
std::span<const ReasonRow> all_reasons();
const ReasonRow& row_of(Reason reason);
// By what the wire says; null if it is none.
const ReasonRow* find_reason(std::string_view text);

// Why a request is not taken.
struct Refusal {
  Reason reason;
  // What was found this time, for the verdict: APNs itself says no more than the reason.
  std::string detail;
  // An id of the cause catalogue where the reason alone hides it (BadDeviceToken for a sandbox token); else
  // empty.
  std::string_view cause = {};
  // For 410: since when the token has been inactive.
  std::optional<sim::Time> inactive_since = {};
  // Another spelling of the reason; empty: that of its row.
  std::string spelling = {};

  std::string_view text() const { return spelling.empty() ? row_of(reason).text : spelling; }
  std::string_view cause_or_default() const { return cause.empty() ? row_of(reason).cause : cause; }
};

// `{"reason":"…"}` with the status of the reason and the `apns-id` header; on 410 with `timestamp` in
// milliseconds.
http::Response refuse(const Refusal& refusal, std::string_view apns_id);

// 501 for what is not emulated, in the same form.
http::Response not_emulated(std::string_view what, std::string_view apns_id);

}  // namespace droppoint::fakes::apns
