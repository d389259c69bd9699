#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "emulator/sim/random.hpp"
#include "emulator/sim/time.hpp"
#include "emulator/wire/service.hpp"
#include "emulator/wire/wire.hpp"

namespace droppoint::fakes::entra {

// An application that may ask for tokens with its secret.
struct Application {
  // A UUID or a domain name.
  std::string tenant_id;
  std::string client_id;
  std::string client_secret;
};

struct EntraOptions {
  std::vector<Application> applications = {};
  // What `expires_in` says, on the cloud's clock.
  sim::Duration token_lifetime = std::chrono::seconds(3599);
};

struct EntraParts {
  wire::Wire& wire;
  sim::Random random;
  EntraOptions options = {};
};

// Entra ID's token endpoint for applications (client credentials with a secret), with the discovery documents
// that clients read first. Tokens are signed with the fixed key of auth/fixed_keys.hpp and carry the cloud's
// time.
class Entra final : public wire::Service {
 public:
  explicit Entra(EntraParts parts);
  ~Entra() override;

  sim::Task<wire::Answer> handle(const wire::Hop& hop) override;

  // What signs its tokens, for a service that checks them (SubjectPublicKeyInfo in PEM).
  static std::string public_key_pem();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace droppoint::fakes::entra
