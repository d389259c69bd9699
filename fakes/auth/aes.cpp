#include "fakes/auth/aes.hpp"

#include <limits>
#include <optional>

#include "emulator/assert.hpp"
#include "fakes/auth/openssl_handles.hpp"

namespace droppoint::auth {
namespace {

constexpr std::size_t kInputBytesMax = std::numeric_limits<int>::max() - kAesBlockBytes;

std::optional<Error> wrong_lengths(std::string_view key, std::string_view iv, std::string_view input) {
  if (key.size() != kAes256KeyBytes) {
    return Error{"InvalidKeyLength", "the AES key has " + std::to_string(key.size()) + " bytes, not 32"};
  }
  if (iv.size() != kAesBlockBytes) {
    return Error{"InvalidIvLength",
                 "the initialization vector has " + std::to_string(iv.size()) + " bytes, not 16"};
  }
  if (input.size() > kInputBytesMax)
    return Error{"InputTooLong", "the text to encrypt or decrypt is too long"};
  return std::nullopt;
}

enum class Direction : int { decrypt = 0, encrypt = 1 };

// Nothing when the padding does not fit: that can only happen when decrypting.
std::optional<std::string> run(Direction direction, std::string_view key, std::string_view iv,
                               std::string_view input) {
  const ErrorQueueGuard guard;
  const CipherContextHandle context(EVP_CIPHER_CTX_new());
  const bool started =
      context && EVP_CipherInit_ex2(context.get(), EVP_aes_256_cbc(), octets(key.data()), octets(iv.data()),
                                    static_cast<int>(direction), nullptr) == 1;
  DROPPOINT_ASSERT(started, "AES-256-CBC is always available");
  std::string output(input.size() + kAesBlockBytes, '\0');
  int written = 0;
  const bool updated = EVP_CipherUpdate(context.get(), octets(output.data()), &written, octets(input.data()),
                                        static_cast<int>(input.size())) == 1;
  DROPPOINT_ASSERT(updated, "a cipher that was started takes bytes");
  int last = 0;
  if (EVP_CipherFinal_ex(context.get(), octets(output.data()) + written, &last) != 1) return std::nullopt;
  output.resize(static_cast<std::size_t>(written) + static_cast<std::size_t>(last));
  return output;
}

}  // namespace

Result<std::string> aes256_cbc_encrypt(std::string_view key, std::string_view iv,
                                       std::string_view plaintext) {
  if (auto wrong = wrong_lengths(key, iv, plaintext)) return tl::unexpected(std::move(*wrong));
  auto ciphertext = run(Direction::encrypt, key, iv, plaintext);
  DROPPOINT_ASSERT(ciphertext.has_value(), "padding can always be added");
  return std::move(*ciphertext);
}

Result<std::string> aes256_cbc_decrypt(std::string_view key, std::string_view iv,
                                       std::string_view ciphertext) {
  if (auto wrong = wrong_lengths(key, iv, ciphertext)) return tl::unexpected(std::move(*wrong));
  if (ciphertext.empty() || ciphertext.size() % kAesBlockBytes != 0) {
    return fail("InvalidCiphertext", "the ciphertext is not made of whole blocks of 16 bytes");
  }
  auto plaintext = run(Direction::decrypt, key, iv, ciphertext);
  if (!plaintext) return fail("InvalidCiphertext", "the padding is wrong: another key or a damaged text");
  return std::move(*plaintext);
}

}  // namespace droppoint::auth
