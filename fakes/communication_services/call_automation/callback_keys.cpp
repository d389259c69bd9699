#include "fakes/communication_services/call_automation/callback_tokens.hpp"
#include "fakes/communication_services/call_automation/operations.hpp"
#include "fakes/communication_services/chat/page.hpp"
#include "fakes/communication_services/hosts.hpp"
#include "fakes/communication_services/responses.hpp"

#include "emulator/http/response.hpp"

#include <nlohmann/json.hpp>

namespace droppoint::fakes::communication_services::call_automation {

// The issuer is the same wherever it is asked; the keys are found where the question was put.
sim::Task<http::Response> get_openid_configuration(DataPlane&, const wire::Hop& hop, http::PathParameters) {
  const bool by_its_name = read_host(hop.request.authority).kind == Host::Kind::call_automation_keys;
  const std::string base = by_its_name ? std::string(kCallbackIssuer) : chat::origin_url_of(hop);
  nlohmann::ordered_json configuration;
  configuration["issuer"] = kCallbackIssuer;
  configuration["jwks_uri"] = base + "/calling/keys";
  configuration["id_token_signing_alg_values_supported"] = {"RS256"};
  configuration["claims_supported"] = {"iss", "aud", "iat", "nbf", "exp", "jti"};
  co_return json_answer(200, configuration);
}

sim::Task<http::Response> get_callback_keys(DataPlane& plane, const wire::Hop&, http::PathParameters) {
  co_return http::json_response(200, plane.callback_tokens.key_set());
}

}  // namespace droppoint::fakes::communication_services::call_automation
