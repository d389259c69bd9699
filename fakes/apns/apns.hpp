#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "emulator/sim/random.hpp"
#include "emulator/wire/wire.hpp"
#include "fakes/apns/delivery.hpp"
#include "fakes/apns/device_tokens.hpp"
#include "fakes/apns/environment.hpp"
#include "fakes/apns/options.hpp"
#include "fakes/apns/push_request.hpp"
#include "fakes/resources/directory.hpp"

// Apple's push service. It takes pushes from providers at /3/device/<token> as Apple's "Sending notification
// requests to APNs" describes, stores and forwards them, and hands them to devices over the wire. What is
// emulated how far: docs/fidelity/apns.md.

namespace droppoint::fakes::apns {

struct ApnsParts {
  wire::Wire& wire;
  resources::Directory& directory;
  const sim::Random& random;
  Options options = {};
};

class Apns final : public wire::Service {
 public:
  explicit Apns(ApnsParts parts);

  sim::Task<wire::Answer> handle(const wire::Hop& hop) override;

 private:
  // push.cpp
  http::Response push(const wire::Hop& hop);
  http::Response refuse_push(const wire::Hop& hop, const Refusal& refusal, std::string_view apns_id);
  void report(const wire::Hop& hop, wire::Verdict verdict);
  http::Response accept(const PushRequest& request, const std::string& apns_id);
  wire::NotificationId open_direct(const wire::Hop& hop, std::string_view token);
  std::string message_id(const wire::Hop& hop);
  // device_protocol.cpp
  http::Response device_protocol(const wire::Hop& hop);
  http::Response issue_token(const wire::Hop& hop);
  http::Response delete_token(std::string_view token);
  http::Response set_connection(const wire::Hop& hop, std::string_view device);

  wire::Wire& wire_;
  resources::Directory& directory_;
  Options options_;
  ProviderTokens provider_tokens_;
  ProviderCertificates provider_certificates_;
  ProviderConnections connections_;
  DeviceLimit device_limit_;
  DeviceTokens device_tokens_;
  Delivery delivery_;
  sim::Random message_ids_;
  sim::Random unique_ids_;
};

}  // namespace droppoint::fakes::apns
