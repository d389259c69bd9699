#include "fakes/fcm/quota_windows.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

namespace droppoint::fakes::fcm {
namespace {

using namespace std::chrono_literals;

std::string project_window(const Project& project) {
  return "project " + project.project_id;
}
std::string device_minute_window(std::string_view token) {
  return "device minute " + std::string(token);
}
std::string device_hour_window(std::string_view token) {
  return "device hour " + std::string(token);
}
std::string topic_window(std::string_view topic) {
  return "topic " + std::string(topic);
}

Refusal quota_exceeded(std::string message, QuotaViolation violation, sim::Time until, sim::Time now,
                       std::string_view cause) {
  return Refusal{.http_status = 429,
                 .status = "RESOURCE_EXHAUSTED",
                 .message = std::move(message),
                 .fcm_error = "QUOTA_EXCEEDED",
                 .quota = std::move(violation),
                 .retry_after_seconds = std::chrono::ceil<std::chrono::seconds>(until - now).count(),
                 .cause = cause};
}

}  // namespace

std::optional<sim::Time> QuotaWindows::used_up(const std::string& name,
                                               const std::optional<std::uint64_t>& limit,
                                               sim::Duration period, sim::Time now) const {
  if (!limit) return std::nullopt;
  const auto found = windows_.find(name);
  const bool running = found != windows_.end() && now < found->second.start + period;
  if (running && found->second.spent >= *limit) return found->second.start + period;
  // A quota of nothing is used up without a first message.
  if (!running && *limit == 0) return now + period;
  return std::nullopt;
}

void QuotaWindows::count(const std::string& name, const std::optional<std::uint64_t>& limit,
                         sim::Duration period, sim::Time now) {
  if (!limit) return;
  Window& window = windows_[name];
  if (window.spent == 0 || now >= window.start + period) window = Window{.start = now};
  ++window.spent;
}

std::optional<sim::Time> QuotaWindows::device_used_up(std::string_view token, sim::Time now) const {
  if (token.empty()) return std::nullopt;
  const auto minute = used_up(device_minute_window(token), quotas_.device_per_minute, 1min, now);
  const auto hour = used_up(device_hour_window(token), quotas_.device_per_hour, 1h, now);
  return std::max(minute, hour);
}

std::optional<sim::Time> QuotaWindows::topic_used_up(std::string_view topic, sim::Time now) const {
  if (topic.empty()) return std::nullopt;
  return used_up(topic_window(topic), quotas_.topic_per_minute, 1min, now);
}

void QuotaWindows::count_target(std::string_view token, std::string_view topic, sim::Time now) {
  if (!token.empty()) {
    count(device_minute_window(token), quotas_.device_per_minute, 1min, now);
    count(device_hour_window(token), quotas_.device_per_hour, 1h, now);
  }
  if (!topic.empty()) count(topic_window(topic), quotas_.topic_per_minute, 1min, now);
}

std::optional<Refusal> QuotaWindows::spend(const Project& project, std::string_view token,
                                           std::string_view topic, sim::Time now) {
  const auto project_until = used_up(project_window(project), quotas_.project_per_minute, 1min, now);
  if (project_until) {
    return quota_exceeded(
        "Quota exceeded for quota metric 'Send requests' and limit 'Send requests per minute' of service "
        "'fcm.googleapis.com' for consumer 'project_number:" +
            project.number + "'.",
        {"project:" + project.project_id, "Message rate exceeded for the project."}, *project_until, now,
        "fcm-quota-exceeded");
  }
  if (const auto until = device_used_up(token, now)) {
    return quota_exceeded("Device message rate exceeded.",
                          {"device:" + std::string(token), "Device message rate exceeded."}, *until, now,
                          "pns-throttled");
  }
  if (const auto until = topic_used_up(topic, now)) {
    return quota_exceeded("Topic message rate exceeded.",
                          {"topic:" + std::string(topic), "Topic message rate exceeded."}, *until, now,
                          "pns-throttled");
  }
  count(project_window(project), quotas_.project_per_minute, 1min, now);
  count_target(token, topic, now);
  return std::nullopt;
}

std::string_view QuotaWindows::spend_legacy(std::string_view token, std::string_view topic, sim::Time now) {
  if (device_used_up(token, now)) return "DeviceMessageRateExceeded";
  if (topic_used_up(topic, now)) return "TopicsMessageRateExceeded";
  count_target(token, topic, now);
  return {};
}

void QuotaWindows::count_refused(const Project& project, sim::Time now) {
  count(project_window(project), quotas_.project_per_minute, 1min, now);
}

bool QuotaWindows::spend_subscription(const Project& project, sim::Time now) {
  const std::string name = "subscriptions " + project.project_id;
  if (used_up(name, quotas_.subscriptions_per_second, 1s, now)) return false;
  count(name, quotas_.subscriptions_per_second, 1s, now);
  return true;
}

}  // namespace droppoint::fakes::fcm
