#pragma once

// For the sources of this folder only: nothing outside it sees OpenSSL.

#include <memory>

#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>

namespace droppoint::auth {

template <auto Free>
struct OpensslDelete {
  template <class T>
  void operator()(T* handle) const {
    Free(handle);
  }
};

using BioHandle = std::unique_ptr<BIO, OpensslDelete<BIO_free_all>>;
using NumberHandle = std::unique_ptr<BIGNUM, OpensslDelete<BN_clear_free>>;
using NumberContextHandle = std::unique_ptr<BN_CTX, OpensslDelete<BN_CTX_free>>;
using GroupHandle = std::unique_ptr<EC_GROUP, OpensslDelete<EC_GROUP_free>>;
using PointHandle = std::unique_ptr<EC_POINT, OpensslDelete<EC_POINT_free>>;
using KeyHandle = std::unique_ptr<EVP_PKEY, OpensslDelete<EVP_PKEY_free>>;
using KeyContextHandle = std::unique_ptr<EVP_PKEY_CTX, OpensslDelete<EVP_PKEY_CTX_free>>;
using DigestContextHandle = std::unique_ptr<EVP_MD_CTX, OpensslDelete<EVP_MD_CTX_free>>;
using CipherContextHandle = std::unique_ptr<EVP_CIPHER_CTX, OpensslDelete<EVP_CIPHER_CTX_free>>;
using ParamBuildHandle = std::unique_ptr<OSSL_PARAM_BLD, OpensslDelete<OSSL_PARAM_BLD_free>>;
using ParamsHandle = std::unique_ptr<OSSL_PARAM, OpensslDelete<OSSL_PARAM_free>>;

// Takes back what a failed call leaves in the thread's error queue, which a TLS connection on the same thread
// would otherwise report as its own.
class ErrorQueueGuard {
 public:
  ErrorQueueGuard() { ERR_set_mark(); }
  ~ErrorQueueGuard() { ERR_pop_to_mark(); }
  ErrorQueueGuard(const ErrorQueueGuard&) = delete;
  ErrorQueueGuard& operator=(const ErrorQueueGuard&) = delete;
};

// SHA-256, fetched once: fetching anew costs as much as digesting a short text.
const EVP_MD* sha256_method();

inline const unsigned char* octets(const char* bytes) {
  return reinterpret_cast<const unsigned char*>(bytes);
}
inline unsigned char* octets(char* bytes) {
  return reinterpret_cast<unsigned char*>(bytes);
}

}  // namespace droppoint::auth
