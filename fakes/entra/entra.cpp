#include "fakes/entra/entra.hpp"

#include <array>
#include <utility>

#include "emulator/assert.hpp"
#include "emulator/http/headers.hpp"
#include "emulator/http/response.hpp"
#include "emulator/http/router.hpp"
#include "fakes/auth/fixed_keys.hpp"
#include "fakes/entra/call.hpp"

namespace droppoint::fakes::entra {
namespace {

struct Route {
  std::string_view method;
  std::string_view path;
  Operation operation;
};

constexpr std::array kRoutes{
    Route{"GET", "/{tenant}/v2.0/.well-known/openid-configuration", get_openid_configuration_v2},
    Route{"GET", "/{tenant}/.well-known/openid-configuration", get_openid_configuration_v1},
    Route{"GET", "/{tenant}/discovery/v2.0/keys", get_keys},
    Route{"GET", "/{tenant}/discovery/keys", get_keys},
    Route{"GET", "/discovery/v2.0/keys", get_keys},
    Route{"GET", "/discovery/keys", get_keys},
    Route{"GET", "/common/discovery/instance", discover_instance},
    Route{"POST", "/{tenant}/oauth2/v2.0/token", issue_token_v2},
    Route{"POST", "/{tenant}/oauth2/token", issue_token_v1},
    Route{"*", "/{tenant}/oauth2/v2.0/{endpoint}", not_emulated},
    Route{"*", "/{tenant}/oauth2/{endpoint}", not_emulated},
};

auth::RsaPrivateKey signing_key() {
  auto key = auth::RsaPrivateKey::from_pem(auth::kTokenSigningKeyPem);
  DROPPOINT_ASSERT(key.has_value(), "the fixed token key is one");
  return std::move(*key);
}

http::Router<Operation> make_routes() {
  http::Router<Operation> router(http::LiteralCase::ignored);
  for (const Route& route : kRoutes) router.add(route.method, route.path, route.operation);
  return router;
}

}  // namespace

Directory::Directory(EntraParts parts)
    : wire(parts.wire),
      ids(parts.random.stream("entra ids")),
      object_ids(parts.random.stream("entra object ids")),
      options(std::move(parts.options)),
      signing_key(entra::signing_key()) {}

bool is_shared_tenant(std::string_view tenant) {
  for (const std::string_view shared : {"common", "organizations", "consumers"})
    if (http::equal_ignoring_case(shared, tenant)) return true;
  return false;
}

bool Directory::knows_tenant(std::string_view tenant) const {
  if (is_shared_tenant(tenant)) return true;
  for (const Application& application : options.applications)
    if (http::equal_ignoring_case(application.tenant_id, tenant)) return true;
  return false;
}

std::string Call::base_url() const {
  const std::string& authority = hop.request.authority;
  return "https://" + (authority.empty() ? std::string("login.microsoftonline.com") : authority);
}

struct Entra::State {
  explicit State(EntraParts parts) : directory(std::move(parts)), routes(make_routes()) {}

  http::Response answer(const wire::Hop& hop);

  Directory directory;
  const http::Router<Operation> routes;
};

Entra::Entra(EntraParts parts) : state_(std::make_unique<State>(std::move(parts))) {}

Entra::~Entra() = default;

std::string Entra::public_key_pem() {
  return signing_key().public_key().to_pem();
}

sim::Task<wire::Answer> Entra::handle(const wire::Hop& hop) {
  http::Response response = state_->answer(hop);
  response.headers.add("x-ms-request-id", state_->directory.ids.uuid());
  const auto client = hop.request.headers.get("client-request-id");
  const bool wants_it = hop.request.headers.get("return-client-request-id") == "true";
  if (client && wants_it) response.headers.add("client-request-id", *client);
  co_return wire::Answer(std::move(response));
}

http::Response Entra::State::answer(const wire::Hop& hop) {
  const auto target = http::Target::parse(hop.request.target);
  if (!target) return http::empty_response(400);
  const auto match = routes.find(hop.request.method, *target);
  if (match.outcome == http::RouteOutcome::method_not_allowed) {
    http::Response refusal = http::empty_response(405);
    refusal.headers.add("Allow", match.allow());
    return refusal;
  }
  if (!match) return http::empty_response(404);
  Call call{directory, hop, *target, match.parameters};
  return (*match.handler)(call);
}

}  // namespace droppoint::fakes::entra
