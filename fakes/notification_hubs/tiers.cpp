#include "fakes/notification_hubs/tiers.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "fakes/notification_hubs/usage.hpp"

namespace droppoint::fakes::notification_hubs {
namespace {

using resources::Sku;

struct FeatureRow {
  Feature feature;
  Sku least;
  std::string_view name;
};

// https://azure.microsoft.com/pricing/details/notification-hubs and the pages of the operations.
constexpr std::array kFeatures{FeatureRow{Feature::batch_send, Sku::basic, "batch sends"},
                               FeatureRow{Feature::scheduled_send, Sku::standard, "scheduled sends"},
                               FeatureRow{Feature::telemetry, Sku::standard, "per-message telemetry"},
                               FeatureRow{Feature::feedback, Sku::standard, "push service feedback"},
                               FeatureRow{Feature::jobs, Sku::standard, "import and export"}};

struct TierRow {
  Sku sku;
  std::string_view name;
  // Absent where further pushes are charged, not refused.
  std::optional<std::uint64_t> sends_per_month;
  std::uint64_t devices;
};

constexpr std::array kTiers{TierRow{Sku::free, "Free", 1'000'000, 500},
                            TierRow{Sku::basic, "Basic", std::nullopt, 200'000},
                            TierRow{Sku::standard, "Standard", std::nullopt, 10'000'000}};

const TierRow& tier_of(Sku sku) {
  for (const TierRow& tier : kTiers) {
    if (tier.sku == sku) return tier;
  }
  return kTiers.back();
}

}  // namespace

// The text was seen in the message of an SDK's exception (azure-notificationhubs-dotnet issue 200).
std::optional<Refusal> check_tier(const Call& call, Feature feature) {
  const auto row = std::find_if(kFeatures.begin(), kFeatures.end(),
                                [feature](const FeatureRow& known) { return known.feature == feature; });
  if (call.name_space->sku >= row->least) return std::nullopt;
  return Refusal{
      .status = 403,
      .message = "This operation is not available for your tier",
      .cause = "hub-quota-exceeded",
      .detail = fmt::format("namespace {} is of the {} tier, which has no {}; the hub answered 403",
                            call.name_space->name, tier_of(call.name_space->sku).name, row->name)};
}

resources::Limits limits_of(const resources::Namespace& name_space) {
  resources::Limits limits = name_space.limits;
  if (!limits.of_tier) return limits;
  const TierRow& tier = tier_of(name_space.sku);
  if (!limits.sends_per_month) limits.sends_per_month = tier.sends_per_month;
  if (!limits.devices) limits.devices = tier.devices;
  return limits;
}

std::optional<Refusal> check_device_quota(const Call& call, std::uint64_t devices) {
  const auto most = limits_of(*call.name_space).devices;
  if (!most || devices < *most) return std::nullopt;
  return quota_exceeded(
      call, "active devices",
      fmt::format("namespace {} has {} devices, and {} are allowed", call.name_space->name, devices, *most));
}

}  // namespace droppoint::fakes::notification_hubs
