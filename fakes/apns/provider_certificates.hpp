#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

#include "emulator/sim/time.hpp"
#include "fakes/apns/environment.hpp"
#include "fakes/apns/reasons.hpp"
#include "fakes/auth/certificate.hpp"
#include "fakes/auth/verified_cache.hpp"

namespace droppoint::fakes::apns {

// Judges the TLS client certificates with which providers say who they are. Apple's chain is not there, so
// whatever looks like a push certificate and is valid by the sender's clock is one.
class ProviderCertificates {
 public:
  // Of a PEM text. Valid until the next call.
  tl::expected<const auth::PushCertificate*, Refusal> verify(std::string_view pem, sim::Time sender_time);

 private:
  static constexpr std::size_t kReadMax = 256;
  auth::VerifiedCache<auth::PushCertificate> read_{kReadMax};
};

// The one half of APNs that the certificate is for; nothing: both.
std::optional<Environment> only_environment(const auth::PushCertificate& certificate);

// What apns-topic is where the header is missing; nothing for a certificate of several topics.
std::optional<std::string> default_topic(const auth::PushCertificate& certificate);

// Whether the certificate's owner may push to that topic.
bool covers(const auth::PushCertificate& certificate, std::string_view topic);

}  // namespace droppoint::fakes::apns
