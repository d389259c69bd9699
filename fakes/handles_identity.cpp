#include <nlohmann/json.hpp>

#include "emulator/http/uri.hpp"
#include "fakes/auth/acs_hmac.hpp"
#include "fakes/auth/base64.hpp"
#include "fakes/cloud_core.hpp"
#include "fakes/control_call.hpp"
#include "fakes/handles.hpp"

namespace droppoint {
namespace {

std::string id_of_user(Cloud* cloud, const std::string& resource, std::string_view user) {
  for (const auto& entry : ask_control(cloud, "GET", "users")) {
    if (control_text(entry, "name") == user && control_text(entry, "resource") == resource) {
      return control_text(entry, "id");
    }
  }
  throw CloudError({"UserNotFound", "'" + std::string(user) + "' has no identity in '" + resource + "'"});
}

}  // namespace

void CommunicationServices::revoke_tokens(std::string_view user) {
  const std::string id = id_of_user(cloud_, name_, user);
  const auto* resource = cloud_->core().store().find_communication(name_);
  http::Request request{
      .method = "POST",
      .target = "/identities/" + http::percent_encode(id) + "/:revokeAccessTokens?api-version=2023-10-01",
      .authority = name_ + ".communication.azure.com"};
  request.headers.add("host", request.authority);
  const auto key = auth::base64_decode(resource->primary_key);
  auth::sign_acs_hmac(request, auth::HmacKey(key.value_or("")), cloud_->now());
  const auto answer = cloud_->request(std::move(request));
  const int status = answer && answer->has_value() ? (*answer)->status : 0;
  if (status != 204) throw CloudError({"Refused", "revoking answered " + std::to_string(status)});
}

}  // namespace droppoint
