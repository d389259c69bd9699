#pragma once

#include <string>
#include <string_view>

#include "fakes/auth/digest.hpp"

namespace droppoint::auth {

// The deterministic nonces of RFC 6979, section 3.2, for a 256-bit curve order and SHA-256.
class DeterministicNonces {
 public:
  // `scalar` is the private key and `reduced_digest` the message's digest modulo the order, 32 bytes each.
  DeterministicNonces(std::string_view scalar, std::string_view reduced_digest);

  // The next candidate, 32 bytes, big-endian. The caller takes the first that lies between 1 and the order
  // less 1 and gives a usable signature; with P-256 that is the first but for about one message in 2^32.
  std::string next();

 private:
  HmacKey key_;
  std::string value_;
  bool drawn_ = false;
};

}  // namespace droppoint::auth
