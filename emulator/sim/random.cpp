#include "emulator/sim/random.hpp"

#include <bit>

#include "emulator/assert.hpp"

namespace droppoint::sim {
namespace {

std::uint64_t split_mix(std::uint64_t& state) {
  state += 0x9E3779B97F4A7C15U;
  std::uint64_t mixed = state;
  mixed = (mixed ^ (mixed >> 30U)) * 0xBF58476D1CE4E5B9U;
  mixed = (mixed ^ (mixed >> 27U)) * 0x94D049BB133111EBU;
  return mixed ^ (mixed >> 31U);
}

std::uint64_t fnv1a(std::string_view text) {
  std::uint64_t hash = 0xCBF29CE484222325U;
  for (const char character : text) {
    hash ^= static_cast<unsigned char>(character);
    hash *= 0x100000001B3U;
  }
  return hash;
}

}  // namespace

Random::Random(std::uint64_t seed) : seed_(seed), state_{} {
  std::uint64_t mixing = seed;
  for (auto& word : state_) word = split_mix(mixing);
}

Random Random::stream(std::string_view purpose) const {
  std::uint64_t mixing = seed_ ^ fnv1a(purpose);
  return Random(split_mix(mixing));
}

std::uint64_t Random::next() {
  const std::uint64_t result = std::rotl(state_[1] * 5, 7) * 9;
  const std::uint64_t shifted = state_[1] << 17U;
  state_[2] ^= state_[0];
  state_[3] ^= state_[1];
  state_[1] ^= state_[2];
  state_[0] ^= state_[3];
  state_[2] ^= shifted;
  state_[3] = std::rotl(state_[3], 45);
  return result;
}

std::uint64_t Random::below(std::uint64_t bound) {
  DROPPOINT_ASSERT(bound > 0, "a draw needs at least one outcome");
  // Draws from the incomplete last range are refused, so every outcome is equally likely.
  const std::uint64_t refused = (0 - bound) % bound;
  std::uint64_t drawn = next();
  while (drawn < refused) drawn = next();
  return drawn % bound;
}

bool Random::chance_per_million(std::uint32_t parts) {
  return below(1'000'000) < parts;
}

std::string Random::bytes(std::size_t count) {
  std::string result;
  result.reserve(count + 8);
  while (result.size() < count) {
    std::uint64_t word = next();
    for (int byte = 0; byte < 8; ++byte, word >>= 8U) result.push_back(static_cast<char>(word & 0xFFU));
  }
  result.resize(count);
  return result;
}

std::string Random::hex(std::size_t digits) {
  static constexpr std::string_view kDigits = "0123456789abcdef";
  std::string result;
  result.reserve(digits + 16);
  while (result.size() < digits) {
    std::uint64_t word = next();
    for (int nibble = 0; nibble < 16; ++nibble, word >>= 4U) result.push_back(kDigits[word & 0xFU]);
  }
  result.resize(digits);
  return result;
}

std::string Random::uuid() {
  static constexpr std::string_view kVariant = "89ab";
  std::string digits = hex(32);
  digits[12] = '4';
  digits[16] = kVariant[static_cast<std::size_t>(digits[16]) % 4];
  return digits.substr(0, 8) + '-' + digits.substr(8, 4) + '-' + digits.substr(12, 4) + '-' +
         digits.substr(16, 4) + '-' + digits.substr(20);
}

}  // namespace droppoint::sim
