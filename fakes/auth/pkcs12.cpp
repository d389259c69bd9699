#include "fakes/auth/pkcs12.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>

#include <openssl/objects.h>
#include <openssl/pkcs12.h>
#include <openssl/provider.h>
#include <openssl/x509.h>

#include "fakes/auth/base64.hpp"
#include "fakes/auth/certificate_fields.hpp"
#include "fakes/auth/openssl_handles.hpp"

namespace droppoint::auth {
namespace {

using LibraryHandle = std::unique_ptr<OSSL_LIB_CTX, OpensslDelete<OSSL_LIB_CTX_free>>;
using ProviderHandle = std::unique_ptr<OSSL_PROVIDER, OpensslDelete<OSSL_PROVIDER_unload>>;
using Pkcs12Handle = std::unique_ptr<PKCS12, OpensslDelete<PKCS12_free>>;
using CertificateHandle = std::unique_ptr<X509, OpensslDelete<X509_free>>;

// Nobody's push certificate is larger.
constexpr std::size_t kTextBytesMax = 64 * 1024;

// A library context of its own, so that the legacy algorithms are there for these files only.
struct LegacyLibrary {
  LibraryHandle library{OSSL_LIB_CTX_new()};
  ProviderHandle usual{OSSL_PROVIDER_load(library.get(), "default")};
  ProviderHandle legacy{OSSL_PROVIDER_load(library.get(), "legacy")};
};

std::string without_white_space(std::string_view text) {
  std::string kept(text);
  kept.erase(std::remove_if(kept.begin(), kept.end(),
                            [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }),
             kept.end());
  return kept;
}

std::string thumbprint_of(const X509* certificate) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int size = 0;
  if (X509_digest(certificate, EVP_sha1(), digest.data(), &size) != 1) return {};
  std::string text;
  for (unsigned int index = 0; index < size; ++index) {
    text.push_back(kDigits[digest[index] >> 4U]);
    text.push_back(kDigits[digest[index] & 0x0FU]);
  }
  return text;
}

}  // namespace

Result<Pkcs12> read_pkcs12(std::string_view base64, std::string_view password) {
  if (base64.size() > kTextBytesMax) return fail("InvalidPkcs12", "the certificate is longer than 64 KiB");
  const auto der = base64_decode(without_white_space(base64));
  if (!der || der->empty()) return fail("InvalidPkcs12", "the certificate is not base64");
  const ErrorQueueGuard guard;
  const LegacyLibrary legacy;
  PKCS12* file = PKCS12_init_ex(NID_pkcs7_data, legacy.library.get(), nullptr);
  const unsigned char* at = octets(der->data());
  const bool readable = d2i_PKCS12(&file, &at, static_cast<long>(der->size())) != nullptr;
  const Pkcs12Handle owned(file);
  if (!readable) return fail("InvalidPkcs12", "the certificate is no PKCS #12 file");

  const std::string secret(password);
  // A file without a password may have been sealed with the empty one or with none at all.
  const bool opens = PKCS12_verify_mac(file, secret.c_str(), static_cast<int>(secret.size())) == 1 ||
                     (secret.empty() && PKCS12_verify_mac(file, nullptr, 0) == 1);
  if (!opens) return fail("InvalidPkcs12", "the certificate's password is wrong");

  EVP_PKEY* key = nullptr;
  X509* certificate = nullptr;
  if (PKCS12_parse(file, secret.c_str(), &key, &certificate, nullptr) != 1) {
    if (legacy.legacy == nullptr) return Pkcs12{.has_private_key = true};
    return fail("InvalidPkcs12", "the certificate's parts cannot be opened");
  }
  const KeyHandle owned_key(key);
  const CertificateHandle owned_certificate(certificate);
  Pkcs12 result{.has_private_key = key != nullptr};
  if (certificate == nullptr) return result;
  result.not_before = time_of(X509_get0_notBefore(certificate));
  result.not_after = time_of(X509_get0_notAfter(certificate));
  result.thumbprint = thumbprint_of(certificate);
  result.user_id = user_id_of(certificate);
  return result;
}

}  // namespace droppoint::auth
