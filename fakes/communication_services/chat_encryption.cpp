#include "fakes/communication_services/chat_encryption.hpp"

#include "fakes/auth/aes.hpp"
#include "fakes/auth/base64.hpp"
#include "fakes/auth/digest.hpp"

namespace droppoint::fakes::communication_services {
namespace {

constexpr char kMode = 0x70;

}  // namespace

Result<std::string> encrypt_chat(std::string_view aes_key, std::string_view auth_key, std::string_view iv,
                                 std::string_view plaintext) {
  const auto ciphertext = auth::aes256_cbc_encrypt(aes_key, iv, plaintext);
  if (!ciphertext) return tl::unexpected(ciphertext.error());
  std::string sealed(1, kMode);
  sealed.append(iv).append(*ciphertext);
  sealed += auth::hmac_sha256(auth::sha256(auth_key), sealed);
  return auth::base64_encode(sealed);
}

}  // namespace droppoint::fakes::communication_services
