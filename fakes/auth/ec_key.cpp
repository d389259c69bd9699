#include "fakes/auth/key.hpp"

#include "emulator/assert.hpp"
#include "fakes/auth/base64.hpp"
#include "fakes/auth/digest.hpp"
#include "fakes/auth/pem.hpp"
#include "fakes/auth/rfc6979.hpp"

#include <openssl/core_names.h>
#include <openssl/obj_mac.h>
#include <openssl/x509.h>

#include <optional>

namespace droppoint::auth {
namespace {

constexpr char kCurve[] = "prime256v1";
constexpr char kUncompressed = '\x04';

GroupHandle p256() {
  GroupHandle group(EC_GROUP_new_by_curve_name(NID_X9_62_prime256v1));
  DROPPOINT_ASSERT(group != nullptr, "P-256 is always available");
  return group;
}

NumberHandle number_from(std::string_view bytes) {
  NumberHandle number(BN_bin2bn(octets(bytes.data()), static_cast<int>(bytes.size()), nullptr));
  DROPPOINT_ASSERT(number != nullptr, "memory for a number");
  return number;
}

std::string to_octets(const BIGNUM* number) {
  std::string bytes(kCoordinateBytes, '\0');
  const bool fits = BN_bn2binpad(number, octets(bytes.data()), kCoordinateBytes) == kCoordinateBytes;
  DROPPOINT_ASSERT(fits, "a number below the order has at most 32 bytes");
  return bytes;
}

bool usable_scalar(const BIGNUM* number, const EC_GROUP* group) {
  return !BN_is_zero(number) && BN_cmp(number, EC_GROUP_get0_order(group)) < 0;
}

// The uncompressed form of scalar times base point.
std::string public_point(const BIGNUM* scalar) {
  const GroupHandle group = p256();
  const PointHandle point(EC_POINT_new(group.get()));
  std::string encoded(1 + 2 * kCoordinateBytes, '\0');
  const bool multiplied =
      point && EC_POINT_mul(group.get(), point.get(), scalar, nullptr, nullptr, nullptr) == 1 &&
      EC_POINT_point2oct(group.get(), point.get(), POINT_CONVERSION_UNCOMPRESSED, octets(encoded.data()),
                         encoded.size(), nullptr) == encoded.size();
  DROPPOINT_ASSERT(multiplied, "a scalar below the order has a point");
  return encoded;
}

// `scalar` may be null for a public key alone.
KeyHandle key_of_point(std::string_view point, const BIGNUM* scalar) {
  const ParamBuildHandle build(OSSL_PARAM_BLD_new());
  const bool pushed =
      OSSL_PARAM_BLD_push_utf8_string(build.get(), OSSL_PKEY_PARAM_GROUP_NAME, kCurve, 0) == 1 &&
      OSSL_PARAM_BLD_push_octet_string(build.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size()) ==
          1 &&
      (scalar == nullptr || OSSL_PARAM_BLD_push_BN(build.get(), OSSL_PKEY_PARAM_PRIV_KEY, scalar) == 1);
  DROPPOINT_ASSERT(pushed, "memory for a key's parts");
  return key_from_params("EC", scalar == nullptr ? EVP_PKEY_PUBLIC_KEY : EVP_PKEY_KEYPAIR, build.get());
}

bool is_p256(const EVP_PKEY* key) {
  if (EVP_PKEY_is_a(key, "EC") != 1) return false;
  char name[64] = {};
  return EVP_PKEY_get_utf8_string_param(key, OSSL_PKEY_PARAM_GROUP_NAME, name, sizeof name, nullptr) == 1 &&
         std::string_view(name) == kCurve;
}

// DER of the two numbers, which is what OpenSSL verifies. Nothing when the length is wrong; numbers out of
// range are refused by the verification itself.
std::optional<std::string> der_signature(std::string_view signature) {
  if (signature.size() != kEs256SignatureBytes) return std::nullopt;
  NumberHandle r = number_from(signature.substr(0, kCoordinateBytes));
  NumberHandle s = number_from(signature.substr(kCoordinateBytes));
  const std::unique_ptr<ECDSA_SIG, OpensslDelete<ECDSA_SIG_free>> pair(ECDSA_SIG_new());
  if (!pair || ECDSA_SIG_set0(pair.get(), r.get(), s.get()) != 1) return std::nullopt;
  static_cast<void>(r.release());  // the pair owns both now
  static_cast<void>(s.release());
  unsigned char* encoded = nullptr;
  const int size = i2d_ECDSA_SIG(pair.get(), &encoded);
  if (size <= 0) return std::nullopt;
  std::string der(reinterpret_cast<char*>(encoded), static_cast<std::size_t>(size));
  OPENSSL_free(encoded);
  return der;
}

// One attempt of ECDSA (FIPS 186-4, 6.4) with a given nonce: r and s, or nothing when this nonce cannot be
// used.
std::optional<std::string> sign_with_nonce(const EC_GROUP* group, const BIGNUM* scalar, const BIGNUM* digest,
                                           const BIGNUM* nonce) {
  const BIGNUM* order = EC_GROUP_get0_order(group);
  if (!usable_scalar(nonce, group)) return std::nullopt;
  const NumberContextHandle context(BN_CTX_new());
  const PointHandle point(EC_POINT_new(group));
  const NumberHandle r(BN_new());
  const NumberHandle s(BN_new());
  const NumberHandle inverse(BN_new());
  const bool ready = context && point && r && s && inverse;
  DROPPOINT_ASSERT(ready, "memory for a signature");
  const bool computed =
      EC_POINT_mul(group, point.get(), nonce, nullptr, nullptr, context.get()) == 1 &&
      EC_POINT_get_affine_coordinates(group, point.get(), r.get(), nullptr, context.get()) == 1 &&
      BN_nnmod(r.get(), r.get(), order, context.get()) == 1 &&
      BN_mod_inverse(inverse.get(), nonce, order, context.get()) != nullptr &&
      BN_mod_mul(s.get(), r.get(), scalar, order, context.get()) == 1 &&
      BN_mod_add(s.get(), s.get(), digest, order, context.get()) == 1 &&
      BN_mod_mul(s.get(), s.get(), inverse.get(), order, context.get()) == 1;
  DROPPOINT_ASSERT(computed, "arithmetic modulo the order of P-256");
  if (BN_is_zero(r.get()) || BN_is_zero(s.get())) return std::nullopt;
  return to_octets(r.get()) + to_octets(s.get());
}

}  // namespace

struct EcPublicKey::Handle {
  KeyHandle key;
};

Result<EcPublicKey> EcPublicKey::from_pem(std::string_view pem) {
  auto key = read_public_key(pem);
  if (!key) return tl::unexpected(std::move(key.error()));
  if (!is_p256(key->get())) return fail("InvalidKey", "the public key is not on the curve P-256");
  return EcPublicKey(std::make_shared<const Handle>(Handle{std::move(*key)}));
}

Result<EcPublicKey> EcPublicKey::from_coordinates(std::string_view x, std::string_view y) {
  if (x.size() != kCoordinateBytes || y.size() != kCoordinateBytes) {
    return fail("InvalidKey", "a coordinate does not have 32 bytes");
  }
  KeyHandle key = key_of_point(std::string(1, kUncompressed).append(x).append(y), nullptr);
  if (!key) return fail("InvalidKey", "the coordinates are no point of P-256");
  return EcPublicKey(std::make_shared<const Handle>(Handle{std::move(key)}));
}

bool EcPublicKey::verify(std::string_view message, std::string_view signature) const {
  const ErrorQueueGuard guard;
  const auto der = der_signature(signature);
  if (!der) return false;
  const DigestContextHandle context(EVP_MD_CTX_new());
  return context &&
         EVP_DigestVerifyInit(context.get(), nullptr, sha256_method(), nullptr, handle_->key.get()) == 1 &&
         EVP_DigestVerify(context.get(), octets(der->data()), der->size(), octets(message.data()),
                          message.size()) == 1;
}

std::string EcPublicKey::to_pem() const {
  return write_public_key(handle_->key.get());
}
std::string EcPublicKey::x() const {
  return number_of(handle_->key.get(), OSSL_PKEY_PARAM_EC_PUB_X, kCoordinateBytes);
}
std::string EcPublicKey::y() const {
  return number_of(handle_->key.get(), OSSL_PKEY_PARAM_EC_PUB_Y, kCoordinateBytes);
}

EcPrivateKey::EcPrivateKey(std::string scalar, EcPublicKey public_key)
    : scalar_(std::move(scalar)), public_key_(std::move(public_key)) {}

Result<EcPrivateKey> EcPrivateKey::from_pem(std::string_view text) {
  const auto key = read_private_key(text);
  if (!key) return tl::unexpected(key.error());
  if (!is_p256(key->get())) return fail("InvalidKey", "the private key is not on the curve P-256");
  // The public half is computed anew: a file may lack it, or hold that of another key.
  return from_scalar(number_of(key->get(), OSSL_PKEY_PARAM_PRIV_KEY, kCoordinateBytes));
}

Result<EcPrivateKey> EcPrivateKey::from_scalar(std::string_view scalar) {
  if (scalar.size() != kCoordinateBytes) return fail("InvalidKey", "the private key does not have 32 bytes");
  const GroupHandle group = p256();
  const NumberHandle number = number_from(scalar);
  if (!usable_scalar(number.get(), group.get())) {
    return fail("InvalidKey", "the private key does not lie between 1 and the order of P-256");
  }
  KeyHandle key = key_of_point(public_point(number.get()), nullptr);
  DROPPOINT_ASSERT(key != nullptr, "a point that was computed lies on the curve");
  auto handle = std::make_shared<const EcPublicKey::Handle>(EcPublicKey::Handle{std::move(key)});
  return EcPrivateKey(std::string(scalar), EcPublicKey(std::move(handle)));
}

EcPrivateKey EcPrivateKey::generate(sim::Random& random) {
  // Drawn again until it lies in range, which leaves every key equally likely; P-256's order is so close to
  // 2^256 that the first draw is nearly always taken.
  auto key = from_scalar(random.bytes(kCoordinateBytes));
  while (!key) key = from_scalar(random.bytes(kCoordinateBytes));
  return std::move(*key);
}

std::string EcPrivateKey::sign(std::string_view message) const {
  const GroupHandle group = p256();
  const NumberHandle scalar = number_from(scalar_);
  const NumberHandle digest = number_from(sha256(message));
  const NumberContextHandle context(BN_CTX_new());
  const bool reduced =
      context && BN_nnmod(digest.get(), digest.get(), EC_GROUP_get0_order(group.get()), context.get()) == 1;
  DROPPOINT_ASSERT(reduced, "a digest modulo the order of P-256");
  DeterministicNonces nonces(scalar_, to_octets(digest.get()));
  while (true) {
    const NumberHandle nonce = number_from(nonces.next());
    if (auto signature = sign_with_nonce(group.get(), scalar.get(), digest.get(), nonce.get())) {
      return std::move(*signature);
    }
  }
}

std::string EcPrivateKey::to_pem() const {
  const NumberHandle scalar = number_from(scalar_);
  const KeyHandle key = key_of_point(public_point(scalar.get()), scalar.get());
  DROPPOINT_ASSERT(key != nullptr, "a private key that was read can be built again");
  return write_private_key(key.get());
}

std::string EcPrivateKey::to_bare_base64() const {
  const std::string pem = to_pem();
  const std::size_t begin = pem.find('\n') + 1;
  std::string bare = pem.substr(begin, pem.rfind("-----END") - begin);
  std::erase(bare, '\n');
  return bare;
}

}  // namespace droppoint::auth
