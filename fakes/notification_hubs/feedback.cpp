#include "fakes/notification_hubs/feedback.hpp"

#include <algorithm>
#include <chrono>

#include <fmt/format.h>

#include "emulator/http/headers.hpp"
#include "fakes/auth/digest.hpp"
#include "fakes/notification_hubs/location.hpp"
#include "fakes/notification_hubs/outcomes.hpp"
#include "fakes/notification_hubs/xml_text.hpp"

namespace droppoint::fakes::notification_hubs {
namespace {

// How long the real URL is good for is not documented.
constexpr sim::Duration kUrlLife = std::chrono::hours(24);

HubName hub_of(const Call& call) {
  return {call.name_space->name, call.hub->name};
}

// "01312026", as the container's blobs are called.
std::string day_of(sim::Time time) {
  const std::chrono::sys_time<std::chrono::nanoseconds> instant(time.time_since_epoch());
  const std::chrono::year_month_day date(std::chrono::floor<std::chrono::days>(instant));
  return fmt::format("{:02}{:02}{:04}", static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()), static_cast<int>(date.year()));
}

void append(Blob& blob, const std::string& text, sim::Time at) {
  blob.created_at = blob.content.empty() ? at : std::min(blob.created_at, at);
  blob.modified_at = std::max(blob.modified_at, at);
  blob.content += text;
}

std::string base_of_storage(const Call& call) {
  if (call.ids.real_host) return "https://" + std::string(kStorageHost);
  return origin_of(call) + '/' + std::string(kStorageAccount);
}

}  // namespace

std::string container_of(const HubName& hub) {
  std::string name;
  const std::string digest = auth::sha256(http::to_lower(hub.name_space + '/' + hub.hub));
  for (const char byte : digest.substr(0, 16))
    name += fmt::format("{:02x}", static_cast<unsigned char>(byte));
  return name;
}

std::string Feedback::container_url(const Call& call, sim::Time now) const {
  const std::string container = container_of(hub_of(call));
  const StorageGrant grant{
      .resource = "c", .permissions = "rl", .expiry = sim::to_iso8601(now + kUrlLife).substr(0, 19) + "Z"};
  return base_of_storage(call) + '/' + container + '?' + signature_.query(grant, '/' + container);
}

std::string Feedback::details_url(const Call& call, const Message& message, sim::Time now) const {
  const std::string path = '/' + container_of(hub_of(call)) + std::string(kDetailsEnding) + '/' + message.id;
  const StorageGrant grant{
      .resource = "b", .permissions = "r", .expiry = sim::to_iso8601(now + kUrlLife).substr(0, 19) + "Z"};
  return base_of_storage(call) + path + '?' + signature_.query(grant, path);
}

std::vector<const TargetOutcome*> error_details(const Message& message) {
  std::vector<const TargetOutcome*> errors;
  for (const TargetOutcome& outcome : message.outcomes) {
    if (outcome.outcome != kSuccess && outcome.outcome != kSkipped) errors.push_back(&outcome);
  }
  return errors;
}

std::string feedback_document(const Message& message, const TargetOutcome& outcome) {
  std::string xml = R"(<?xml version="1.0" encoding="utf-16"?><PnsFeedback )"
                    R"(xmlns:i="http://www.w3.org/2001/XMLSchema-instance" )"
                    R"(xmlns="http://schemas.microsoft.com/netservices/2010/10/servicebus/connect">)";
  const auto add = [&xml](std::string_view name, std::string_view text) {
    if (!text.empty()) xml += xml_element(name, text);
  };
  add("FeedbackTime", to_xml_time(outcome.at));
  add("NotificationSystemError", outcome.outcome);
  add("Platform", outcome.platform);
  add("PnsHandle", outcome.handle);
  add("RegistrationId", outcome.registration_id);
  add("InstallationId", outcome.installation_id);
  add("NotificationId", message.id);
  return xml + "</PnsFeedback>";
}

std::map<std::string, Blob> daily_blobs(const Messages& messages, const HubName& hub) {
  struct Entry {
    sim::Time at;
    std::string document;
  };
  std::vector<Entry> entries;
  messages.each_of(hub, [&entries](const Message& message) {
    for (const TargetOutcome& outcome : message.outcomes) {
      if (channel_after(outcome.outcome) != Channel::fine)
        entries.push_back({outcome.at, feedback_document(message, outcome)});
    }
  });
  std::stable_sort(entries.begin(), entries.end(),
                   [](const Entry& left, const Entry& right) { return left.at < right.at; });
  std::map<std::string, Blob> blobs;
  for (const Entry& entry : entries) append(blobs[day_of(entry.at)], entry.document, entry.at);
  return blobs;
}

Blob details_blob(const Message& message) {
  Blob blob;
  for (const TargetOutcome* outcome : error_details(message))
    append(blob, feedback_document(message, *outcome) + '\n', outcome->at);
  return blob;
}

}  // namespace droppoint::fakes::notification_hubs
