#include "fakes/apns/checks.hpp"

#include <array>

namespace droppoint::fakes::apns {
namespace {

constexpr std::array kChecks{
    NamedCheck{"in service", check_outage},
    NamedCheck{"method", check_method},
    NamedCheck{"path", check_path},
    NamedCheck{"duplicate headers", check_duplicate_headers},
    NamedCheck{"apns-id", check_message_id},
    NamedCheck{"provider token or certificate", check_provider},
    NamedCheck{"key not revoked", check_key_not_revoked},
    NamedCheck{"environment of the key or certificate", check_provider_environment},
    NamedCheck{"team of the connection", check_connection_team},
    NamedCheck{"key of the connection", check_connection_key},
    NamedCheck{"renewals of the provider token", check_token_updates},
    NamedCheck{"apns-topic", check_topic},
    NamedCheck{"topics of the key or certificate", check_topic_allowed},
    NamedCheck{"apns-push-type", check_push_type},
    NamedCheck{"apns-priority", check_priority},
    NamedCheck{"apns-expiration", check_expiration},
    NamedCheck{"apns-collapse-id", check_collapse_id},
    NamedCheck{"form of the device token", check_token_form},
    NamedCheck{"device token known", check_token_known},
    NamedCheck{"environment of the device token", check_token_environment},
    NamedCheck{"topic of the device token", check_token_topic},
    NamedCheck{"topic of the push type", check_topic_suits_push_type},
    NamedCheck{"device token active", check_token_active},
    NamedCheck{"lifetime of the device token", check_token_lifetime},
    NamedCheck{"payload present", check_payload_present},
    NamedCheck{"payload size", check_payload_size},
    NamedCheck{"pushes to the device", check_device_limit},
};

}  // namespace

std::span<const NamedCheck> all_checks() {
  return kChecks;
}

std::optional<Refusal> first_refusal(PushRequest& request) {
  for (const NamedCheck& named : kChecks) {
    if (auto refusal = named.check(request)) return refusal;
  }
  return std::nullopt;
}

}  // namespace droppoint::fakes::apns
