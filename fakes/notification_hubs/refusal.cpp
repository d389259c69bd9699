#include "fakes/notification_hubs/refusal.hpp"

#include <chrono>

#include <fmt/format.h>

#include "emulator/excerpt.hpp"
#include "fakes/notification_hubs/xml_text.hpp"

namespace droppoint::fakes::notification_hubs {

void add_common_headers(http::Response& response, const Ids& ids) {
  response.headers.set("TrackingId", ids.tracking);
  response.headers.set("x-ms-correlation-request-id", ids.correlation);
  response.headers.set("Server", "Kestrel");
  if (ids.real_host) response.headers.set("Strict-Transport-Security", "max-age=2592000");
}

std::string to_time_stamp(sim::Time time) {
  const std::chrono::sys_time<std::chrono::nanoseconds> instant(time.time_since_epoch());
  const auto midnight = std::chrono::floor<std::chrono::days>(instant);
  const std::chrono::year_month_day date(midnight);
  const std::chrono::hh_mm_ss<std::chrono::nanoseconds> clock(instant - midnight);
  const auto hour = static_cast<unsigned>(clock.hours().count());
  return fmt::format("{}/{}/{} {}:{:02}:{:02} {} +00:00", static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()), static_cast<int>(date.year()),
                     hour % 12 == 0 ? 12 : hour % 12, clock.minutes().count(), clock.seconds().count(),
                     hour < 12 ? "AM" : "PM");
}

http::Response to_response(const Refusal& refusal, const Ids& ids, sim::Time now) {
  http::Response response{.status = refusal.status, .headers = {}, .body = nullptr};
  if (!refusal.without_body) {
    response.headers.add("Content-Type", "application/xml; charset=utf-8");
    response.body = http::make_body(fmt::format(
        "<Error><Code>{}</Code><Detail>{}.TrackingId:{},TimeStamp:{}</Detail></Error>", refusal.status,
        escape_xml_text(refusal.message), escape_xml_text(ids.tracking), to_time_stamp(now)));
  }
  if (!refusal.allow.empty()) response.headers.add("Allow", refusal.allow);
  if (refusal.retry_after) {
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(*refusal.retry_after).count();
    response.headers.add("Retry-After", std::to_string(seconds));
  }
  add_common_headers(response, ids);
  return response;
}

Refusal hub_not_found(std::string detail) {
  return Refusal{.status = 404,
                 .message = "No service is hosted at the specified address.",
                 .cause = "hub-does-not-exist",
                 .detail = std::move(detail)};
}

Refusal host_not_found(std::string_view authority) {
  return Refusal{.status = 0,
                 .cause = "hub-does-not-exist",
                 .detail = fmt::format("no namespace has the host name {}", excerpt(authority))};
}

Refusal bad_header(std::string_view name, std::string_view value) {
  return Refusal{
      .status = 400,
      .message = fmt::format("The HTTP header '{}' has an invalid value: '{}'.", name, excerpt(value))};
}

Refusal bad_request(Error error) {
  return Refusal{.status = 400, .message = std::move(error.message)};
}

Refusal not_emulated(std::string_view what) {
  return Refusal{
      .status = 501,
      .message = fmt::format(
          "Droppoint does not emulate {} of Notification Hubs, see docs/fidelity/notification-hubs.md",
          what)};
}

}  // namespace droppoint::fakes::notification_hubs
