#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "emulator/journal/journal.hpp"
#include "emulator/result.hpp"

namespace droppoint::scenarios {

// Where a replay first went another way.
struct ReplayDifference {
  // The hop's sequence; 0 where it is no hop (a verdict, a count).
  std::uint64_t hop = 0;
  std::string what;
  std::string recorded;
  std::string replayed;
};

struct ReplayResult {
  std::uint64_t stimuli = 0;
  std::uint64_t hops = 0;
  std::optional<ReplayDifference> difference = {};
};

// Builds the cloud that was recorded, on a clock of its own, feeds it the recorded stimuli at their times,
// and compares every hop, then every notification. Fails where the journal lacks what is needed.
Result<ReplayResult> replay(const journal::Reader& recorded);

}  // namespace droppoint::scenarios
