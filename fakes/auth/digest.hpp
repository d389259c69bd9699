#pragma once

#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>

namespace droppoint::auth {

inline constexpr std::size_t kSha256Bytes = 32;

// 32 raw bytes.
std::string sha256(std::string_view bytes);

// Both texts are looked at to the end; only their lengths can be told apart by timing.
bool constant_time_equal(std::string_view left, std::string_view right);

// A key that signs many messages: the two padded blocks of HMAC-SHA256 are digested once, and each message
// starts from copies of those states (about a quarter of the cost of starting from the key). Immutable, so
// copies share it and any thread may use it.
class HmacKey {
 public:
  explicit HmacKey(std::string_view key_bytes);

  // 32 raw bytes: HMAC-SHA256 of the parts, one after the other.
  std::string sign(std::initializer_list<std::string_view> parts) const;
  std::string sign(std::string_view message) const { return sign({message}); }

 private:
  struct States;
  std::shared_ptr<const States> states_;
};

// One message with a key that is not used again: 32 raw bytes.
std::string hmac_sha256(std::string_view key_bytes, std::string_view message);

}  // namespace droppoint::auth
