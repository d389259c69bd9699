#include "fakes/notification_hubs/access.hpp"

#include <fmt/format.h>

#include "emulator/excerpt.hpp"
#include "fakes/notification_hubs/core.hpp"

namespace droppoint::fakes::notification_hubs {
namespace {

// Prefix and text of a 401. InvalidSignature and MalformedToken are recorded answers; the prefixes of the
// others are names in the .NET client's list of errors, and their texts are ours.
constexpr std::string_view kInvalidSignature = "InvalidSignature: The token has an invalid signature.";
constexpr std::string_view kMalformedToken =
    "MalformedToken: The credentials contained in the authorization header are not in the WRAP format.";
constexpr std::string_view kMissingToken = "MissingToken: The authorization header was not found.";
constexpr std::string_view kExpiredToken = "ExpiredToken: The token has expired.";
constexpr std::string_view kInvalidAudience = "InvalidAudience: The token is for another address.";

Refusal unauthorized(std::string_view message, std::string detail,
                     std::string_view cause = "invalid-connection-string") {
  return Refusal{.status = 401,
                 .message = std::string(message),
                 .cause = std::string(cause),
                 .detail = "the hub answered 401: " + std::move(detail)};
}

KeyMatch match_key(KeyRing& keys, const auth::SharedAccessSignature& sas, const resources::Policy& policy) {
  for (const std::string* key : {&policy.primary_key, &policy.secondary_key}) {
    if (auth::is_signed_with(sas, keys.key(*key))) return KeyMatch::current;
  }
  for (const std::string& key : policy.former_keys) {
    if (auth::is_signed_with(sas, keys.key(key))) return KeyMatch::former;
  }
  return KeyMatch::none;
}

std::string_view name_of(Claim claim) {
  switch (claim) {
    case Claim::listen:
      return "Listen";
    case Claim::send:
      return "Send";
    case Claim::manage:
    case Claim::send_or_manage:
      break;
  }
  return "Manage";
}

bool allows(const resources::Rights& rights, Claim claim) {
  switch (claim) {
    case Claim::listen:
      return rights.listen;
    case Claim::send:
      return rights.send;
    case Claim::manage:
      return rights.manage;
    case Claim::send_or_manage:
      return rights.send || rights.manage;
  }
  return false;
}

// A Listen-only token on a direct send was answered 403 without a body in api-version 2020-06; a missing
// Manage claim 401 with this text in 2017-04 (recorded). That the boundary is 2020-06 is inferred.
Refusal missing_claim(const Call& call, Claim claim, const resources::Policy& policy) {
  const std::string_view name = name_of(claim);
  const bool modern = is_from(call, "2020-06");
  Refusal refusal{.status = modern ? 403 : 401, .without_body = modern};
  refusal.message = fmt::format("{} claim is required for this operation.", name);
  refusal.cause = "no-send-permission";
  refusal.detail =
      fmt::format("policy {} has no {} right; the hub answered {}", policy.name, name, refusal.status);
  return refusal;
}

Refusal signature_refusal(const Signer& signer, const auth::SharedAccessSignature& sas) {
  if (signer.policy == nullptr)
    return unauthorized(kInvalidSignature, fmt::format("there is no policy {}", excerpt(sas.policy)));
  if (signer.match == KeyMatch::former) {
    return unauthorized(kInvalidSignature,
                        fmt::format("InvalidSignature, signed with a key of policy {} that was regenerated",
                                    signer.policy->name),
                        "connection-string-regenerated");
  }
  return unauthorized(kInvalidSignature,
                      fmt::format("InvalidSignature, signed with no key of policy {}", signer.policy->name));
}

}  // namespace

const auth::HmacKey& KeyRing::key(const std::string& text) {
  const auto found = keys_.find(text);
  if (found != keys_.end()) return found->second;
  if (keys_.size() >= kKeysMax) keys_.clear();
  return keys_.emplace(text, auth::HmacKey(text)).first->second;
}

Signer find_signer(KeyRing& keys, const auth::SharedAccessSignature& sas,
                   const resources::Namespace& name_space, const resources::Hub& hub) {
  return find_signer(keys, sas, name_space, &hub);
}

Signer find_signer(KeyRing& keys, const auth::SharedAccessSignature& sas,
                   const resources::Namespace& name_space, const resources::Hub* hub) {
  Signer best;
  for (const bool of_namespace : {false, true}) {
    if (!of_namespace && hub == nullptr) continue;
    const auto& policies = of_namespace ? name_space.policies : hub->policies;
    const auto found = policies.find(sas.policy);
    if (found == policies.end()) continue;
    const KeyMatch match = match_key(keys, sas, found->second);
    if (best.policy == nullptr || match > best.match) best = {match, &found->second, of_namespace};
  }
  return best;
}

std::optional<Refusal> check_access(Core& core, const Call& call, Claim claim) {
  const http::Request& request = call.hop.request;
  const auto sas = auth::parse_sas(request.headers.get("Authorization").value_or(""));
  if (!sas) {
    if (sas.error() == auth::SasFailure::missing_token)
      return unauthorized(kMissingToken, "there is no authorization header");
    return unauthorized(kMalformedToken, "the authorization header is no shared access signature");
  }
  const Signer signer = find_signer(core.keys, *sas, *call.name_space, call.hub);
  if (signer.match != KeyMatch::current) return signature_refusal(signer, *sas);
  if (auth::is_expired(*sas, call.hop.origin.sender_time, core.options.sas_skew)) {
    return unauthorized(kExpiredToken, fmt::format("the token expired at {}, and its sender's clock says {}",
                                                   sim::to_iso8601(sim::from_unix_seconds(sas->expiry)),
                                                   sim::to_iso8601(call.hop.origin.sender_time)));
  }
  if (!auth::covers(*sas, request.authority, request.target))
    return unauthorized(kInvalidAudience,
                        fmt::format("the token was signed for {}, not for {}{}", excerpt(sas->resource),
                                    excerpt(request.authority), excerpt(request.target)));
  const bool barred = signer.of_namespace && core.options.strict_namespace_rules && claim == Claim::send;
  if (barred || !allows(signer.policy->rights, claim)) return missing_claim(call, claim, *signer.policy);
  return std::nullopt;
}

}  // namespace droppoint::fakes::notification_hubs
