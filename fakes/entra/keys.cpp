#include "emulator/http/response.hpp"
#include "fakes/entra/call.hpp"

namespace droppoint::fakes::entra {

// The key set with which a receiver checks the tokens.
http::Response get_keys(Call& call) {
  if (call.path.contains("tenant")) {
    if (auto refusal = refuse_tenant(call)) return *refusal;
  }
  return http::json_response(200,
                             "{\"keys\":[" + call.directory.signing_key.public_key().to_jwk(kKeyId) + "]}");
}

}  // namespace droppoint::fakes::entra
