#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "emulator/result.hpp"
#include "emulator/sim/random.hpp"

namespace droppoint::auth {

// All keys are immutable values: copies share what is behind them, and any thread may use them. Whatever
// cannot be read fails with the code "InvalidKey".

inline constexpr std::size_t kEs256SignatureBytes = 64;
inline constexpr std::size_t kCoordinateBytes = 32;
inline constexpr int kRsaBitsMin = 2048;  // RFC 7518, section 3.3
inline constexpr int kRsaBitsMax = 8192;

// On the curve P-256.
class EcPublicKey {
 public:
  // A SubjectPublicKeyInfo ("BEGIN PUBLIC KEY").
  static Result<EcPublicKey> from_pem(std::string_view pem);
  // Big-endian, 32 bytes each.
  static Result<EcPublicKey> from_coordinates(std::string_view x, std::string_view y);

  // ES256: `signature` is r and s as 32 bytes each (RFC 7518, section 3.4). Anything else is false.
  bool verify(std::string_view message, std::string_view signature) const;

  std::string to_pem() const;
  // 32 bytes each.
  std::string x() const;
  std::string y() const;

 private:
  friend class EcPrivateKey;
  struct Handle;
  explicit EcPublicKey(std::shared_ptr<const Handle> handle) : handle_(std::move(handle)) {}
  std::shared_ptr<const Handle> handle_;
};

class EcPrivateKey {
 public:
  // PKCS#8 (an APNs ".p8" file), SEC 1, or the base64 text of either without its PEM lines: the `token` of a
  // notification hub's APNs credential is given so. White space and literal "\n" in that text do not matter.
  static Result<EcPrivateKey> from_pem(std::string_view text);
  // Big-endian, 32 bytes, between 1 and the order of the curve less 1.
  static Result<EcPrivateKey> from_scalar(std::string_view scalar);
  // Drawn uniformly; the same stream gives the same key.
  static EcPrivateKey generate(sim::Random& random);

  // ES256, 64 bytes. The nonce is that of RFC 6979, so that one key and one message have one signature and a
  // journal is the same in each run.
  std::string sign(std::string_view message) const;

  const EcPublicKey& public_key() const { return public_key_; }
  // PKCS#8.
  std::string to_pem() const;
  // The same without PEM lines and line breaks, as a hub's `token` takes it.
  std::string to_bare_base64() const;

 private:
  EcPrivateKey(std::string scalar, EcPublicKey public_key);
  std::string scalar_;
  EcPublicKey public_key_;
};

class RsaPublicKey {
 public:
  // A SubjectPublicKeyInfo ("BEGIN PUBLIC KEY").
  static Result<RsaPublicKey> from_pem(std::string_view pem);
  // Big-endian, as `n` and `e` of a JSON Web Key after base64url.
  static Result<RsaPublicKey> from_components(std::string_view modulus, std::string_view exponent);

  // RS256: PKCS#1 v1.5 with SHA-256.
  bool verify(std::string_view message, std::string_view signature) const;

  std::string to_pem() const;
  // Big-endian without leading zeros.
  std::string modulus() const;
  std::string exponent() const;
  // One member of a key set (RFC 7517): kty, use, alg, kid, n, e, in this order. `kid` is escaped as JSON
  // wants it.
  std::string to_jwk(std::string_view kid) const;

 private:
  friend class RsaPrivateKey;
  struct Handle;
  explicit RsaPublicKey(std::shared_ptr<const Handle> handle) : handle_(std::move(handle)) {}
  std::shared_ptr<const Handle> handle_;
};

// There is no generator: OpenSSL's cannot be seeded, so the keys of the default cloud are fixed
// (fixed_keys.hpp).
class RsaPrivateKey {
 public:
  // PKCS#8 (a service account's `private_key`) or PKCS#1, with PEM lines or their bare base64.
  static Result<RsaPrivateKey> from_pem(std::string_view text);

  // RS256, which is deterministic. As long as the modulus.
  std::string sign(std::string_view message) const;

  const RsaPublicKey& public_key() const { return public_key_; }
  // PKCS#8.
  std::string to_pem() const;

 private:
  explicit RsaPrivateKey(RsaPublicKey whole) : public_key_(std::move(whole)) {}
  // Holds the private half too; its public functions never show it.
  RsaPublicKey public_key_;
};

}  // namespace droppoint::auth
