#pragma once

#include <span>
#include <string_view>

namespace droppoint::fakes::monitor {

inline constexpr std::string_view kMetricNamespace = "Microsoft.NotificationHubs/namespaces/notificationHubs";

struct MetricName {
  std::string_view name;
  std::string_view display_name;
  std::string_view description;
};

// Every metric of a notification hub; those of WNS and MPNS are never counted here. All are counts,
// aggregated as totals of minutes, without dimensions.
std::span<const MetricName> all_metrics();
// Ignores case. Null for an unknown one.
const MetricName* find_metric(std::string_view name);

}  // namespace droppoint::fakes::monitor
