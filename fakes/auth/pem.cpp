#include "fakes/auth/pem.hpp"

#include "emulator/assert.hpp"
#include "fakes/auth/base64.hpp"

#include <openssl/core_names.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <algorithm>

namespace droppoint::auth {
namespace {

// OpenSSL's default would ask the terminal for a password.
int refuse_password(char*, int, int, void*) {
  return -1;
}

BioHandle reader_of(std::string_view text) {
  return BioHandle(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
}

std::string text_of(BIO* bio) {
  char* data = nullptr;
  const long size = BIO_get_mem_data(bio, &data);
  return std::string(data, static_cast<std::size_t>(size));
}

// Keys are pasted into JSON and environment variables, where line breaks turn into a backslash and an n.
std::string without_breaks(std::string_view text) {
  std::string joined;
  joined.reserve(text.size());
  for (std::size_t index = 0; index < text.size(); ++index) {
    if (text.substr(index, 2) == "\\n") {
      ++index;
    } else if (std::string_view(" \t\r\n").find(text[index]) == std::string_view::npos) {
      joined.push_back(text[index]);
    }
  }
  return joined;
}

std::string with_real_breaks(std::string_view text) {
  std::string mended;
  mended.reserve(text.size());
  for (std::size_t index = 0; index < text.size(); ++index) {
    const bool escaped = text.substr(index, 2) == "\\n";
    mended.push_back(escaped ? '\n' : text[index]);
    if (escaped) ++index;
  }
  return mended;
}

}  // namespace

Result<KeyHandle> read_private_key(std::string_view text) {
  if (text.empty()) return fail("InvalidKey", "the private key is empty");
  if (text.size() > kKeyTextBytesMax) return fail("InvalidKey", "the private key is longer than 16 KiB");
  const ErrorQueueGuard guard;
  if (text.find("-----BEGIN") != std::string_view::npos) {
    const std::string pem = with_real_breaks(text);
    const BioHandle reader = reader_of(pem);
    KeyHandle key(PEM_read_bio_PrivateKey(reader.get(), nullptr, refuse_password, nullptr));
    if (!key) return fail("InvalidKey", "the PEM text holds no readable private key without a password");
    return key;
  }
  const auto der = base64_decode(without_breaks(text));
  if (!der) return fail("InvalidKey", "the private key is neither PEM nor base64");
  const unsigned char* at = octets(der->data());
  KeyHandle key(d2i_AutoPrivateKey(nullptr, &at, static_cast<long>(der->size())));
  if (!key) return fail("InvalidKey", "the base64 text holds no private key");
  return key;
}

Result<KeyHandle> read_public_key(std::string_view pem) {
  if (pem.size() > kKeyTextBytesMax) return fail("InvalidKey", "the public key is longer than 16 KiB");
  const ErrorQueueGuard guard;
  const BioHandle reader = reader_of(pem);
  KeyHandle key(PEM_read_bio_PUBKEY(reader.get(), nullptr, refuse_password, nullptr));
  if (!key) return fail("InvalidKey", "the text holds no public key in PEM");
  return key;
}

std::string write_private_key(const EVP_PKEY* key) {
  const BioHandle bio(BIO_new(BIO_s_mem()));
  const bool written =
      PEM_write_bio_PKCS8PrivateKey(bio.get(), key, nullptr, nullptr, 0, nullptr, nullptr) == 1;
  DROPPOINT_ASSERT(written, "a private key that was read can be written");
  return text_of(bio.get());
}

std::string write_public_key(const EVP_PKEY* key) {
  const BioHandle bio(BIO_new(BIO_s_mem()));
  const bool written = PEM_write_bio_PUBKEY(bio.get(), key) == 1;
  DROPPOINT_ASSERT(written, "a public key that was read can be written");
  return text_of(bio.get());
}

KeyHandle key_from_params(const char* type, int selection, OSSL_PARAM_BLD* build) {
  const ErrorQueueGuard guard;
  const ParamsHandle params(OSSL_PARAM_BLD_to_param(build));
  const KeyContextHandle context(EVP_PKEY_CTX_new_from_name(nullptr, type, nullptr));
  EVP_PKEY* key = nullptr;
  if (!params || !context || EVP_PKEY_fromdata_init(context.get()) != 1) return nullptr;
  if (EVP_PKEY_fromdata(context.get(), &key, selection, params.get()) != 1) return nullptr;
  return KeyHandle(key);
}

std::string number_of(const EVP_PKEY* key, const char* name, std::size_t bytes_min) {
  const ErrorQueueGuard guard;
  BIGNUM* number = nullptr;
  if (EVP_PKEY_get_bn_param(key, name, &number) != 1) return {};
  const NumberHandle owned(number);
  const std::size_t bytes = std::max(static_cast<std::size_t>(BN_num_bytes(number)), bytes_min);
  std::string text(bytes, '\0');
  BN_bn2binpad(number, octets(text.data()), static_cast<int>(bytes));
  return text;
}

}  // namespace droppoint::auth
