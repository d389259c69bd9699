#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace droppoint::sim {

// The one source of randomness of a cloud: xoshiro256** seeded through SplitMix64. The outputs are part of
// the journal's promise (same seed, same journal), so a test pins them; no std:: distribution is used
// anywhere.
class Random {
 public:
  explicit Random(std::uint64_t seed);

  // An independent generator for one purpose. It depends only on the seed and the name, never on how much was
  // drawn elsewhere: a new draw in one fake leaves the identifiers of another alone.
  Random stream(std::string_view purpose) const;

  std::uint64_t next();
  // Uniform in [0, bound). `bound` is at least 1.
  std::uint64_t below(std::uint64_t bound);
  // True for `parts` of a million draws.
  bool chance_per_million(std::uint32_t parts);

  std::string bytes(std::size_t count);
  // Lower-case hexadecimal, `digits` characters long.
  std::string hex(std::size_t digits);
  // A version-4 UUID in lower case.
  std::string uuid();

 private:
  std::uint64_t seed_;
  std::array<std::uint64_t, 4> state_;
};

}  // namespace droppoint::sim
