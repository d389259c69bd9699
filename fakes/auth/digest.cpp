#include "fakes/auth/digest.hpp"

#include "emulator/assert.hpp"
#include "fakes/auth/openssl_handles.hpp"

#include <openssl/crypto.h>

#include <array>

namespace droppoint::auth {
namespace {

constexpr std::size_t kBlockBytes = 64;
constexpr char kInnerPad = 0x36;
constexpr char kOuterPad = 0x5C;

DigestContextHandle started_with(std::string_view key, char pad) {
  std::array<char, kBlockBytes> block{};
  key.copy(block.data(), block.size());
  for (char& byte : block) byte = static_cast<char>(byte ^ pad);
  DigestContextHandle context(EVP_MD_CTX_new());
  const bool started = context && EVP_DigestInit_ex(context.get(), sha256_method(), nullptr) == 1 &&
                       EVP_DigestUpdate(context.get(), block.data(), block.size()) == 1;
  DROPPOINT_ASSERT(started, "SHA-256 is always available");
  return context;
}

std::string finish(EVP_MD_CTX* context) {
  std::string digest(kSha256Bytes, '\0');
  const bool finished = EVP_DigestFinal_ex(context, octets(digest.data()), nullptr) == 1;
  DROPPOINT_ASSERT(finished, "a digest that was started can be finished");
  return digest;
}

}  // namespace

const EVP_MD* sha256_method() {
  static const EVP_MD* const method = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  return method;
}

std::string sha256(std::string_view bytes) {
  std::string digest(kSha256Bytes, '\0');
  const bool digested =
      EVP_Digest(bytes.data(), bytes.size(), octets(digest.data()), nullptr, sha256_method(), nullptr) == 1;
  DROPPOINT_ASSERT(digested, "SHA-256 is always available");
  return digest;
}

bool constant_time_equal(std::string_view left, std::string_view right) {
  return left.size() == right.size() && CRYPTO_memcmp(left.data(), right.data(), left.size()) == 0;
}

struct HmacKey::States {
  DigestContextHandle inner;
  DigestContextHandle outer;
};

HmacKey::HmacKey(std::string_view key_bytes) {
  const std::string shortened = key_bytes.size() > kBlockBytes ? sha256(key_bytes) : std::string(key_bytes);
  states_ = std::make_shared<const States>(
      States{started_with(shortened, kInnerPad), started_with(shortened, kOuterPad)});
}

std::string HmacKey::sign(std::initializer_list<std::string_view> parts) const {
  const DigestContextHandle context(EVP_MD_CTX_new());
  const auto resume = [&context](const DigestContextHandle& state) {
    const bool copied = context && EVP_MD_CTX_copy_ex(context.get(), state.get()) == 1;
    DROPPOINT_ASSERT(copied, "a digest's state can be copied");
  };
  const auto update = [&context](std::string_view bytes) {
    const bool updated = EVP_DigestUpdate(context.get(), bytes.data(), bytes.size()) == 1;
    DROPPOINT_ASSERT(updated, "a digest that was started takes bytes");
  };
  resume(states_->inner);
  for (const std::string_view part : parts) update(part);
  const std::string inner = finish(context.get());
  resume(states_->outer);
  update(inner);
  return finish(context.get());
}

std::string hmac_sha256(std::string_view key_bytes, std::string_view message) {
  return HmacKey(key_bytes).sign(message);
}

}  // namespace droppoint::auth
