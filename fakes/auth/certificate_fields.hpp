#pragma once

// For the sources of this folder only: nothing outside it sees OpenSSL.

#include <optional>
#include <string>

#include <openssl/x509.h>

#include "emulator/sim/time.hpp"

namespace droppoint::auth {

// Nothing for what is no time.
std::optional<sim::Time> time_of(const ASN1_TIME* time);

// The subject's UID; empty if it has none.
std::string user_id_of(const X509* certificate);

}  // namespace droppoint::auth
