#pragma once

#include <optional>
#include <string>

#include "emulator/http/message.hpp"
#include "emulator/wire/hop.hpp"
#include "fakes/auth/key.hpp"
#include "fakes/resource_manager/resource_manager.hpp"

namespace droppoint::fakes::resource_manager {

// Who may manage: whoever has a bearer token. Roles are not emulated: every caller is an owner.
class Authentication {
 public:
  explicit Authentication(const ResourceManagerOptions& options);

  // 401 with WWW-Authenticate, or nothing. A token of our Entra ID expires on the cloud's clock, any other on
  // its sender's.
  std::optional<http::Response> refuse_sender(const wire::Hop& hop, sim::Time now) const;

 private:
  http::Response unauthorized(std::string_view code, std::string_view message) const;

  bool strict_;
  std::string tenant_id_;
  auth::RsaPublicKey entra_key_;
};

}  // namespace droppoint::fakes::resource_manager
