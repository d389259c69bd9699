#include "emulator/http/headers.hpp"
#include "fakes/entra/call.hpp"

namespace droppoint::fakes::entra {
namespace {

// For a shared tenant the issuer is written with a placeholder, which clients fill with the token's tenant.
std::string issuer_tenant(const std::string& tenant) {
  return is_shared_tenant(tenant) ? "{tenantid}" : tenant;
}

void add_common_members(Json& document) {
  document["response_modes_supported"] = Json::array({"query", "fragment", "form_post"});
  document["subject_types_supported"] = Json::array({"pairwise"});
  document["id_token_signing_alg_values_supported"] = Json::array({"RS256"});
  document["http_logout_supported"] = true;
  document["frontchannel_logout_supported"] = true;
  document["claims_supported"] =
      Json::array({"sub", "iss", "aud", "exp", "iat", "nbf", "tid", "oid", "appid", "ver"});
  document["cloud_instance_name"] = "microsoftonline.com";
  document["cloud_graph_host_name"] = "graph.windows.net";
  document["msgraph_host"] = "graph.microsoft.com";
}

Json document_of(const Call& call, const std::string& folder, const std::string& keys,
                 const std::string& issuer) {
  const std::string base = call.base_url() + "/" + call.path.text("tenant");
  Json document{{"token_endpoint", base + folder + "/token"},
                {"token_endpoint_auth_methods_supported",
                 Json::array({"client_secret_post", "private_key_jwt", "client_secret_basic"})},
                {"jwks_uri", base + keys},
                {"issuer", issuer},
                {"authorization_endpoint", base + folder + "/authorize"},
                {"device_authorization_endpoint", base + folder + "/devicecode"},
                {"end_session_endpoint", base + folder + "/logout"}};
  add_common_members(document);
  return document;
}

}  // namespace

http::Response get_openid_configuration_v2(Call& call) {
  if (auto refusal = refuse_tenant(call)) return *refusal;
  const std::string tenant = issuer_tenant(call.path.text("tenant"));
  return json_answer(200, document_of(call, "/oauth2/v2.0", "/discovery/v2.0/keys",
                                      call.base_url() + "/" + tenant + "/v2.0"));
}

http::Response get_openid_configuration_v1(Call& call) {
  if (auto refusal = refuse_tenant(call)) return *refusal;
  const std::string tenant = issuer_tenant(call.path.text("tenant"));
  return json_answer(
      200, document_of(call, "/oauth2", "/discovery/keys", "https://sts.windows.net/" + tenant + "/"));
}

}  // namespace droppoint::fakes::entra
