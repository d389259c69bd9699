#include <array>

#include "emulator/http/headers.hpp"
#include "fakes/entra/call.hpp"

namespace droppoint::fakes::entra {
namespace {

constexpr std::array<std::string_view, 4> kPublicCloud{"login.microsoftonline.com", "login.windows.net",
                                                       "login.microsoft.com", "sts.windows.net"};

bool is_public_cloud(std::string_view host) {
  for (const std::string_view known : kPublicCloud)
    if (http::equal_ignoring_case(known, host)) return true;
  return false;
}

Json metadata_of(std::string_view network, std::string_view cache, Json aliases) {
  return Json{{"preferred_network", network}, {"preferred_cache", cache}, {"aliases", std::move(aliases)}};
}

}  // namespace

// Whether an authority is one of Microsoft's: asked by clients that do not know its host. The real service
// knows its own hosts only; here every host is taken, since the emulator is reached by many names.
http::Response discover_instance(Call& call) {
  const auto given = call.target.query("authorization_endpoint");
  if (!given)
    return refuse(call, 400, "invalid_request", 900144,
                  "The request must contain the following parameter: 'authorization_endpoint'.");
  const auto endpoint = http::Url::parse(*given);
  const auto path = endpoint ? http::Target::parse(endpoint->path) : Result<http::Target>(fail("", ""));
  if (!endpoint || endpoint->scheme != "https" || !path || path->segments().empty())
    return refuse(call, 400, "invalid_instance", 50049,
                  "Unknown or invalid instance: authorization_endpoint is no https URL of a tenant.");

  const std::string authority = endpoint->authority();
  const std::string discovery =
      "https://" + authority + "/" + path->segments().front() + "/v2.0/.well-known/openid-configuration";
  Json aliases = Json::array();
  for (const std::string_view host : kPublicCloud) aliases.push_back(host);
  Json metadata = Json::array({metadata_of(kPublicCloud[0], kPublicCloud[1], std::move(aliases))});
  if (!is_public_cloud(endpoint->host))
    metadata.push_back(metadata_of(authority, authority, Json::array({authority})));
  return json_answer(200, Json{{"tenant_discovery_endpoint", discovery},
                               {"api-version", call.target.query("api-version").value_or("1.1")},
                               {"metadata", std::move(metadata)}});
}

}  // namespace droppoint::fakes::entra
