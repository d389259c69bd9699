#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "fakes/apns/push_request.hpp"

namespace droppoint::fakes::apns {

using Check = std::optional<Refusal> (*)(PushRequest& request);
struct NamedCheck {
  std::string_view name;
  Check check;
};

// In the order in which they are made. Apple does not publish its own; this one answers nothing about a
// device token before the sender has shown who it is.
std::span<const NamedCheck> all_checks();

// The first refusal, or nothing: then everything in `request` is filled in.
std::optional<Refusal> first_refusal(PushRequest& request);

// The single checks. outage_check.cpp:
std::optional<Refusal> check_outage(PushRequest& request);
// header_checks.cpp:
std::optional<Refusal> check_method(PushRequest& request);
std::optional<Refusal> check_path(PushRequest& request);
std::optional<Refusal> check_duplicate_headers(PushRequest& request);
std::optional<Refusal> check_message_id(PushRequest& request);
std::optional<Refusal> check_push_type(PushRequest& request);
std::optional<Refusal> check_priority(PushRequest& request);
std::optional<Refusal> check_expiration(PushRequest& request);
std::optional<Refusal> check_collapse_id(PushRequest& request);
// provider_checks.cpp:
std::optional<Refusal> check_provider(PushRequest& request);
std::optional<Refusal> check_key_not_revoked(PushRequest& request);
std::optional<Refusal> check_provider_environment(PushRequest& request);
std::optional<Refusal> check_connection_team(PushRequest& request);
std::optional<Refusal> check_connection_key(PushRequest& request);
std::optional<Refusal> check_token_updates(PushRequest& request);
// topic_checks.cpp:
std::optional<Refusal> check_topic(PushRequest& request);
std::optional<Refusal> check_topic_allowed(PushRequest& request);
// token_checks.cpp:
std::optional<Refusal> check_token_form(PushRequest& request);
std::optional<Refusal> check_token_known(PushRequest& request);
std::optional<Refusal> check_token_environment(PushRequest& request);
std::optional<Refusal> check_token_topic(PushRequest& request);
std::optional<Refusal> check_topic_suits_push_type(PushRequest& request);
std::optional<Refusal> check_token_active(PushRequest& request);
std::optional<Refusal> check_token_lifetime(PushRequest& request);
std::optional<Refusal> check_device_limit(PushRequest& request);
// payload_checks.cpp:
std::optional<Refusal> check_payload_present(PushRequest& request);
std::optional<Refusal> check_payload_size(PushRequest& request);

// A UUID of any case, 8-4-4-4-12.
bool is_uuid(std::string_view text);

}  // namespace droppoint::fakes::apns
