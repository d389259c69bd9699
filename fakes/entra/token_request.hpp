#pragma once

#include <string>

#include <tl/expected.hpp>

#include "emulator/http/form.hpp"
#include "fakes/entra/call.hpp"

namespace droppoint::fakes::entra {

// Who asks for a token: the body's form, and the application whose secret it has.
struct TokenRequest {
  http::Form form;
  Application application;
};

// The checks that both versions of the endpoint share, in the order in which the real one makes them: tenant,
// grant, client, secret.
tl::expected<TokenRequest, http::Response> read_token_request(Call& call);

// A signed access token for `audience`.
std::string make_access_token(Call& call, const Application& application, const std::string& audience);

}  // namespace droppoint::fakes::entra
