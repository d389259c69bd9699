#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "emulator/http/message.hpp"
#include "emulator/result.hpp"
#include "emulator/sim/time.hpp"

namespace droppoint::fakes::notification_hubs {

// Why a request is not done: how it is answered, and what it means for the notifications that it carries.
struct Refusal {
  // 0: there is no answer, since nothing stands at that host name.
  int status = 400;
  // Of the error body; may be empty, as the real service's is for some 404.
  std::string message = {};
  bool without_body = false;
  // An id of the cause catalogue, or empty when the request was none that any device should have noticed.
  std::string cause = {};
  // What happened this time, for the verdict.
  std::string detail = {};
  // Of a 405.
  std::string allow = {};
  // Sent in whole seconds.
  std::optional<sim::Duration> retry_after = {};
};

// What the service puts on each of its answers.
struct Ids {
  // The caller's `TrackingId`, else a new one.
  std::string tracking;
  std::string correlation;
  // The caller asked by the service's real host name, so Strict-Transport-Security does no harm.
  bool real_host = false;
};

// Sets TrackingId, x-ms-correlation-request-id, Server and Strict-Transport-Security.
void add_common_headers(http::Response& response, const Ids& ids);

// `<Error><Code>…</Code><Detail>{message}.TrackingId:{guid},TimeStamp:{time}</Detail></Error>`, or no body.
// Shape and texts: recorded answers in Azure/azure-notificationhubs-dotnet (MockData) and its issues.
http::Response to_response(const Refusal& refusal, const Ids& ids, sim::Time now);

// "1/8/2025 8:01:16 AM +00:00", as the service has written it since 2025.
std::string to_time_stamp(sim::Time time);

// The refusals that several operations make.
Refusal hub_not_found(std::string detail);
Refusal host_not_found(std::string_view authority);
Refusal bad_header(std::string_view name, std::string_view value);
Refusal not_emulated(std::string_view what);
// 400 with the message of a parser.
Refusal bad_request(Error error);

}  // namespace droppoint::fakes::notification_hubs
