#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "emulator/sim/random.hpp"
#include "emulator/sim/time.hpp"

namespace droppoint::fakes::communication_services {

// What chat messages are known by.
class Messages {
 public:
  explicit Messages(const sim::Random& random) : random_(random) {}

  // Milliseconds since 1970 in decimal, as the service's are, and never the same twice.
  std::string next_id(sim::Time now);
  // The thread of these users (identities' ids, in any order), made when first asked for:
  // "19:{opaque}@thread.v2".
  std::string thread_of(std::vector<std::string> users);
  // For the encryption of one push: 16 bytes.
  std::string next_iv() { return random_.bytes(16); }
  std::string next_uuid() { return random_.uuid(); }

 private:
  sim::Random random_;
  std::int64_t last_id_ = 0;
  std::map<std::vector<std::string>, std::string> threads_;
};

}  // namespace droppoint::fakes::communication_services
