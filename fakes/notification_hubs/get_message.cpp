#include "fakes/notification_hubs/get_message.hpp"

#include <array>
#include <map>

#include <fmt/format.h>

#include "fakes/notification_hubs/core.hpp"
#include "fakes/notification_hubs/feedback.hpp"
#include "fakes/notification_hubs/tiers.hpp"
#include "fakes/notification_hubs/xml_text.hpp"

namespace droppoint::fakes::notification_hubs {
namespace {

constexpr std::string_view kErrorDetailsVersion = "2016-07";

struct CountsElement {
  std::string_view platform;
  std::string_view name;
};

// In the order of the .NET client's contract, which puts error details between them; those that it does not
// know come last.
constexpr std::array kCountsBeforeDetails{
    CountsElement{"apple", "ApnsOutcomeCounts"}, CountsElement{"windowsphone", "MpnsOutcomeCounts"},
    CountsElement{"windows", "WnsOutcomeCounts"}, CountsElement{"gcm", "GcmOutcomeCounts"},
    CountsElement{"adm", "AdmOutcomeCounts"}};
constexpr std::array kCountsAfterDetails{
    CountsElement{"fcmv1", "FcmV1OutcomeCounts"}, CountsElement{"baidu", "BaiduOutcomeCounts"},
    CountsElement{"browser", "BrowserOutcomeCounts"}, CountsElement{"xiaomi", "XiaomiOutcomeCounts"}};

// None for a platform without an outcome: the JavaScript client cannot read an element that is empty.
template <class Elements>
std::string counts_xml(const Message& message, const Elements& elements) {
  std::string xml;
  for (const auto& [platform, element] : elements) {
    std::map<std::string_view, std::uint64_t> counts;
    for (const TargetOutcome& outcome : message.outcomes) {
      if (outcome.platform == platform) ++counts[outcome.outcome];
    }
    if (counts.empty()) continue;
    xml += fmt::format("<{}>", element);
    for (const auto& [name, count] : counts)
      xml += fmt::format("<Outcome><Name>{}</Name><Count>{}</Count></Outcome>", name, count);
    xml += fmt::format("</{}>", element);
  }
  return xml;
}

// Only of what has a value: the clients take each as optional.
std::string optional_element(std::string_view name, std::string_view text) {
  return text.empty() ? std::string() : xml_element(name, text);
}

std::string location_of(const Call& call, const Message& message) {
  return fmt::format("sb://{}.servicebus.windows.net/{}/messages/{}?api-version={}", call.name_space->name,
                     call.hub->name, message.id, message.api_version);
}

bool has_error_details(const Call& call, const Message& message) {
  if (call.api_version < kErrorDetailsVersion || message.api_version < kErrorDetailsVersion) return false;
  return !error_details(message).empty();
}

std::string details_xml(Core& core, const Call& call, const Message& message) {
  std::string xml =
      R"(<NotificationDetails xmlns="http://schemas.microsoft.com/netservices/2010/10/servicebus/connect" )"
      R"(xmlns:i="http://www.w3.org/2001/XMLSchema-instance">)";
  xml += xml_element("NotificationId", message.id);
  xml += xml_element("Location", location_of(call, message));
  xml += xml_element("State", to_text(message.state));
  xml += xml_element("EnqueueTime", to_xml_time(message.enqueued_at));
  if (message.started_at) xml += xml_element("StartTime", to_xml_time(*message.started_at));
  if (message.ended_at) xml += xml_element("EndTime", to_xml_time(*message.ended_at));
  xml += optional_element("NotificationBody", http::bytes_of(message.body));
  xml += optional_element("Tags", message.tags);
  xml += optional_element("TargetPlatforms", comma_list(message.platforms));
  xml += counts_xml(message, kCountsBeforeDetails);
  if (has_error_details(call, message))
    xml += xml_element("PnsErrorDetailsUri", core.feedback.details_url(call, message, core.now()));
  xml += counts_xml(message, kCountsAfterDetails);
  return xml + "</NotificationDetails>";
}

}  // namespace

Reply get_message(Core& core, Call& call) {
  if (auto refusal = check_tier(call, Feature::telemetry)) return tl::unexpected(std::move(*refusal));
  const Message* message =
      core.messages.find(HubName{call.name_space->name, call.hub->name}, call.parameters.text("id"));
  // The text is not known; other things that are not found are recorded with an empty one.
  if (message == nullptr) return tl::unexpected(Refusal{.status = 404});
  return http::Response{.status = 200,
                        .headers = {{"Content-Type", "application/xml; charset=utf-8"}},
                        .body = http::make_body(details_xml(core, call, *message))};
}

}  // namespace droppoint::fakes::notification_hubs
