#include "fakes/auth/base64.hpp"
#include "fakes/auth/jwt.hpp"
#include "fakes/entra/token_request.hpp"

namespace droppoint::fakes::entra {

// The claims of a version 1.0 token for an application, which is what Azure's own services are given by both
// versions of the endpoint.
std::string make_access_token(Call& call, const Application& application, const std::string& audience) {
  Directory& directory = call.directory;
  const std::int64_t now = sim::unix_seconds(directory.now());
  const std::int64_t lifetime =
      std::chrono::duration_cast<std::chrono::seconds>(directory.options.token_lifetime).count();
  const std::string issuer = "https://sts.windows.net/" + application.tenant_id + "/";
  const std::string object = directory.object_ids.stream(application.client_id).uuid();
  const Json header{{"typ", "JWT"}, {"alg", "RS256"}, {"x5t", kKeyId}, {"kid", kKeyId}};
  const Json claims{{"aud", audience},
                    {"iss", issuer},
                    {"iat", now},
                    {"nbf", now},
                    {"exp", now + lifetime},
                    {"appid", application.client_id},
                    {"appidacr", "1"},
                    {"idp", issuer},
                    {"idtyp", "app"},
                    {"oid", object},
                    {"sub", object},
                    {"tid", application.tenant_id},
                    {"uti", auth::base64url_encode(directory.ids.bytes(16))},
                    {"ver", "1.0"}};
  return auth::make_jwt_rs256(header.dump(-1, ' ', false, Json::error_handler_t::replace),
                              claims.dump(-1, ' ', false, Json::error_handler_t::replace),
                              directory.signing_key);
}

}  // namespace droppoint::fakes::entra
