#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "emulator/result.hpp"
#include "emulator/sim/time.hpp"

namespace droppoint::auth {

// What an X.509 certificate says about the pushes that its owner may send. Apple marks the environments and
// the topics by extensions below 1.2.840.113635.100.6.3.
struct PushCertificate {
  sim::Time not_before{};
  sim::Time not_after{};
  // The subject's UID, the bundle id in Apple's push certificates; empty if it has none.
  std::string user_id = {};
  bool development = false;  // .1
  bool production = false;   // .2
  // The texts of .4 (services for calls) and of .6 (topics), without the names of services that stand in
  // inner sequences there.
  bool voip = false;
  std::vector<std::string> voip_topics = {};
  std::vector<std::string> topics = {};
};

// Of a PEM text's first certificate. The signature is not judged. Fails with "InvalidCertificate".
Result<PushCertificate> read_push_certificate(std::string_view pem);

}  // namespace droppoint::auth
