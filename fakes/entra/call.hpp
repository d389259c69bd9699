#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "emulator/http/route_pattern.hpp"
#include "emulator/http/uri.hpp"
#include "fakes/auth/key.hpp"
#include "fakes/entra/entra.hpp"

// For the sources of this folder only.

namespace droppoint::fakes::entra {

using Json = nlohmann::ordered_json;

// The name of the signing key in token headers and key sets.
inline constexpr std::string_view kKeyId = "droppoint-entra-signing-key";

// What all operations share.
struct Directory {
  explicit Directory(EntraParts parts);

  wire::Wire& wire;
  sim::Random ids;
  // Object ids depend only on the seed and the application.
  sim::Random object_ids;
  EntraOptions options;
  auth::RsaPrivateKey signing_key;

  sim::Time now() const { return wire.scheduler().now(); }
  // "common", "organizations" and "consumers" stand for any tenant.
  bool knows_tenant(std::string_view tenant) const;
};
bool is_shared_tenant(std::string_view tenant);

struct Call {
  Directory& directory;
  const wire::Hop& hop;
  const http::Target& target;
  const http::PathParameters& path;

  // "https://" and the authority by which this call came, without a slash at the end.
  std::string base_url() const;
};

using Operation = http::Response (*)(Call& call);

http::Response get_openid_configuration_v1(Call& call);
http::Response get_openid_configuration_v2(Call& call);
http::Response get_keys(Call& call);
http::Response discover_instance(Call& call);
http::Response issue_token_v1(Call& call);
http::Response issue_token_v2(Call& call);
// 501: signing in users and other grants.
http::Response not_emulated(Call& call);

http::Response json_answer(int status, const Json& json);

// `{"error","error_description":"AADSTS…","error_codes",…}`. `number` is that of the AADSTS code.
http::Response refuse(Call& call, int status, std::string_view error, int number,
                      std::string_view description);

// 400 AADSTS90002 for a tenant that does not exist.
std::optional<http::Response> refuse_tenant(Call& call);

}  // namespace droppoint::fakes::entra
