#include "fakes/auth/key.hpp"

#include "emulator/assert.hpp"
#include "fakes/auth/base64.hpp"
#include "fakes/auth/pem.hpp"

#include <openssl/core_names.h>
#include <openssl/rsa.h>

#include <nlohmann/json.hpp>

#include <optional>

namespace droppoint::auth {
namespace {

std::optional<Error> unsuitable(const EVP_PKEY* key) {
  if (EVP_PKEY_is_a(key, "RSA") != 1) return Error{"InvalidKey", "the key is not an RSA key"};
  const int bits = EVP_PKEY_get_bits(key);
  if (bits < kRsaBitsMin || bits > kRsaBitsMax) {
    return Error{"InvalidKey", "the RSA key has " + std::to_string(bits) + " bits, not 2048 to 8192"};
  }
  return std::nullopt;
}

// Nothing when the key's numbers do not belong together so badly that the arithmetic fails.
std::optional<std::string> sign_with(EVP_PKEY* key, std::string_view message) {
  const ErrorQueueGuard guard;
  const DigestContextHandle context(EVP_MD_CTX_new());
  std::string signature(static_cast<std::size_t>(EVP_PKEY_get_size(key)), '\0');
  std::size_t size = signature.size();
  const bool is_signed = context &&
                         EVP_DigestSignInit(context.get(), nullptr, sha256_method(), nullptr, key) == 1 &&
                         EVP_DigestSign(context.get(), octets(signature.data()), &size,
                                        octets(message.data()), message.size()) == 1;
  if (!is_signed) return std::nullopt;
  signature.resize(size);
  return signature;
}

}  // namespace

struct RsaPublicKey::Handle {
  KeyHandle key;
};

Result<RsaPublicKey> RsaPublicKey::from_pem(std::string_view pem) {
  auto key = read_public_key(pem);
  if (!key) return tl::unexpected(std::move(key.error()));
  if (auto wrong = unsuitable(key->get())) return tl::unexpected(std::move(*wrong));
  return RsaPublicKey(std::make_shared<const Handle>(Handle{std::move(*key)}));
}

Result<RsaPublicKey> RsaPublicKey::from_components(std::string_view modulus, std::string_view exponent) {
  constexpr std::size_t kComponentBytesMax = kRsaBitsMax / 8 + 1;
  if (modulus.empty() || exponent.empty() || modulus.size() > kComponentBytesMax ||
      exponent.size() > kComponentBytesMax) {
    return fail("InvalidKey", "the modulus or the exponent of the RSA key is missing or too long");
  }
  const NumberHandle n(BN_bin2bn(octets(modulus.data()), static_cast<int>(modulus.size()), nullptr));
  const NumberHandle e(BN_bin2bn(octets(exponent.data()), static_cast<int>(exponent.size()), nullptr));
  const ParamBuildHandle build(OSSL_PARAM_BLD_new());
  const bool pushed = n && e && OSSL_PARAM_BLD_push_BN(build.get(), OSSL_PKEY_PARAM_RSA_N, n.get()) == 1 &&
                      OSSL_PARAM_BLD_push_BN(build.get(), OSSL_PKEY_PARAM_RSA_E, e.get()) == 1;
  DROPPOINT_ASSERT(pushed, "memory for a key's parts");
  KeyHandle key = key_from_params("RSA", EVP_PKEY_PUBLIC_KEY, build.get());
  if (!key) return fail("InvalidKey", "the modulus and the exponent make no RSA key");
  if (auto wrong = unsuitable(key.get())) return tl::unexpected(std::move(*wrong));
  return RsaPublicKey(std::make_shared<const Handle>(Handle{std::move(key)}));
}

bool RsaPublicKey::verify(std::string_view message, std::string_view signature) const {
  const ErrorQueueGuard guard;
  const DigestContextHandle context(EVP_MD_CTX_new());
  return context &&
         EVP_DigestVerifyInit(context.get(), nullptr, sha256_method(), nullptr, handle_->key.get()) == 1 &&
         EVP_DigestVerify(context.get(), octets(signature.data()), signature.size(), octets(message.data()),
                          message.size()) == 1;
}

std::string RsaPublicKey::to_pem() const {
  return write_public_key(handle_->key.get());
}
std::string RsaPublicKey::modulus() const {
  return number_of(handle_->key.get(), OSSL_PKEY_PARAM_RSA_N, 1);
}
std::string RsaPublicKey::exponent() const {
  return number_of(handle_->key.get(), OSSL_PKEY_PARAM_RSA_E, 1);
}

std::string RsaPublicKey::to_jwk(std::string_view kid) const {
  const nlohmann::ordered_json jwk = {{"kty", "RSA"},
                                      {"use", "sig"},
                                      {"alg", "RS256"},
                                      {"kid", kid},
                                      {"n", base64url_encode(modulus())},
                                      {"e", base64url_encode(exponent())}};
  return jwk.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

Result<RsaPrivateKey> RsaPrivateKey::from_pem(std::string_view text) {
  auto key = read_private_key(text);
  if (!key) return tl::unexpected(std::move(key.error()));
  if (auto wrong = unsuitable(key->get())) return tl::unexpected(std::move(*wrong));
  // A damaged key can be well-formed; one trial now keeps sign() free of failures.
  constexpr std::string_view kTrial = "trial";
  const auto trial = sign_with(key->get(), kTrial);
  auto handle = std::make_shared<const RsaPublicKey::Handle>(RsaPublicKey::Handle{std::move(*key)});
  RsaPublicKey whole(std::move(handle));
  if (!trial || !whole.verify(kTrial, *trial)) {
    return fail("InvalidKey", "the numbers of the RSA key do not belong together");
  }
  return RsaPrivateKey(std::move(whole));
}

std::string RsaPrivateKey::sign(std::string_view message) const {
  auto signature = sign_with(public_key_.handle_->key.get(), message);
  DROPPOINT_ASSERT(signature.has_value(), "a private RSA key that signed once signs again");
  return std::move(*signature);
}

std::string RsaPrivateKey::to_pem() const {
  return write_private_key(public_key_.handle_->key.get());
}

}  // namespace droppoint::auth
