#include "fakes/communication_services/call_automation/context.hpp"

#include "fakes/auth/base64.hpp"
#include "fakes/communication_services/json_members.hpp"

namespace droppoint::fakes::communication_services::call_automation {
namespace {

constexpr std::string_view kServerCall = "https://conv.communication.azure.com/conv/";

}  // namespace

std::string incoming_call_context(const DataPlane& plane, const Call& call, std::string_view user) {
  const nlohmann::ordered_json claims{{"cc", call.cp},
                                      {"shrToken", auth::base64_encode(call.id + ' ' + std::string(user))}};
  return plane.callback_tokens.sign(claims.dump());
}

std::optional<IncomingCall> read_incoming_call_context(const DataPlane& plane, std::string_view context) {
  const auto claims = nlohmann::json::parse(plane.callback_tokens.claims_of(context), nullptr, false);
  if (!claims.is_object()) return std::nullopt;
  const auto token = text_member(claims, "shrToken");
  const auto text = token ? auth::base64_decode(*token) : std::nullopt;
  const std::size_t space = text ? text->find(' ') : std::string::npos;
  if (space == std::string::npos) return std::nullopt;
  return IncomingCall{.call = text->substr(0, space), .user = text->substr(space + 1)};
}

std::string server_call_id(const Call& call) {
  return auth::base64url_encode(std::string(kServerCall) + call.id);
}

std::optional<std::string> call_of_server_call_id(std::string_view id) {
  const auto text = auth::base64url_decode(id);
  if (!text || !text->starts_with(kServerCall)) return std::nullopt;
  return text->substr(kServerCall.size());
}

}  // namespace droppoint::fakes::communication_services::call_automation
