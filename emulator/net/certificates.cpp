#include "emulator/net/certificates.hpp"

#include <algorithm>
#include <ctime>

#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

namespace droppoint::net {
namespace {

constexpr long kDay = 86'400;
// Clients whose clock is a little behind must accept a certificate made this moment.
constexpr long kBackdate = kDay;

std::string take_text(BIO* memory) {
  char* bytes = nullptr;
  const long length = BIO_get_mem_data(memory, &bytes);
  std::string text(bytes, static_cast<std::size_t>(std::max(length, 0L)));
  BIO_free(memory);
  return text;
}

std::shared_ptr<BIO> reader(std::string_view text) {
  return {BIO_new_mem_buf(text.data(), static_cast<int>(text.size())), BIO_free};
}

// In the syntax of OpenSSL's configuration files, of parts that is_host_name or inet_pton has accepted.
std::string constraints_for(const HostList& hosts) {
  std::string text =
      "critical,permitted;DNS:localhost,permitted;IP:127.0.0.0/255.0.0.0,"
      "permitted;IP:::1/ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff";
  for (const auto& name : hosts.names()) text += ",permitted;DNS:" + name;
  for (const auto& domain : hosts.domains()) text += ",permitted;DNS:" + domain;
  for (const auto& address : hosts.addresses()) {
    const bool four = address.find(':') == std::string::npos;
    text +=
        ",permitted;IP:" + address + (four ? "/255.255.255.255" : "/ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff");
  }
  return text;
}

std::shared_ptr<X509_EXTENSION> extension(int nid, const std::string& value, X509* issuer, X509* subject) {
  X509V3_CTX context{};
  X509V3_set_ctx_nodb(&context);
  X509V3_set_ctx(&context, issuer, subject, nullptr, nullptr, 0);
  return {X509V3_EXT_conf_nid(nullptr, &context, nid, value.c_str()), X509_EXTENSION_free};
}

bool extend(X509* certificate, X509* issuer, int nid, const std::string& value) {
  const auto made = extension(nid, value, issuer, certificate);
  return made && X509_add_ext(certificate, made.get(), -1) == 1;
}

Certificate blank(const Key& key, const char* common_name, Days valid) {
  Certificate certificate(X509_new(), X509_free);
  unsigned char serial[16];
  if (!certificate || RAND_bytes(serial, sizeof serial) != 1) return nullptr;
  serial[0] = static_cast<unsigned char>((serial[0] & 0x7f) | 0x40);
  BIGNUM* number = BN_bin2bn(serial, sizeof serial, nullptr);
  BN_to_ASN1_INTEGER(number, X509_get_serialNumber(certificate.get()));
  BN_free(number);
  X509_set_version(certificate.get(), X509_VERSION_3);
  X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -kBackdate);
  X509_gmtime_adj(X509_getm_notAfter(certificate.get()), valid.count() * kDay - kBackdate);
  X509_set_pubkey(certificate.get(), key.get());
  X509_NAME* name = X509_get_subject_name(certificate.get());
  const auto add = [name](const char* field, const char* text) {
    X509_NAME_add_entry_by_txt(name, field, MBSTRING_ASC, reinterpret_cast<const unsigned char*>(text), -1,
                               -1, 0);
  };
  add("O", "Droppoint");
  add("CN", common_name);
  return certificate;
}

}  // namespace

Key make_key() {
  return {EVP_EC_gen("P-256"), EVP_PKEY_free};
}

std::string to_pem(const Key& key) {
  BIO* memory = BIO_new(BIO_s_mem());
  PEM_write_bio_PKCS8PrivateKey(memory, key.get(), nullptr, nullptr, 0, nullptr, nullptr);
  return take_text(memory);
}

Key key_from_pem(std::string_view pem) {
  const auto no_password = [](char*, int, int, void*) { return 0; };
  Key key(PEM_read_bio_PrivateKey(reader(pem).get(), nullptr, no_password, nullptr), EVP_PKEY_free);
  if (!key || EVP_PKEY_get_base_id(key.get()) != EVP_PKEY_EC || EVP_PKEY_get_bits(key.get()) != 256)
    return nullptr;
  return key;
}

std::string to_pem(const Certificate& certificate) {
  BIO* memory = BIO_new(BIO_s_mem());
  PEM_write_bio_X509(memory, certificate.get());
  return take_text(memory);
}

Certificate certificate_from_pem(std::string_view pem) {
  X509* certificate = PEM_read_bio_X509(reader(pem).get(), nullptr, nullptr, nullptr);
  return certificate == nullptr ? nullptr : Certificate(certificate, X509_free);
}

Certificate make_authority(const Key& key, const HostList& hosts, Days valid) {
  const Certificate made = blank(key, "Droppoint local certificate authority", valid);
  if (!made) return nullptr;
  X509* certificate = made.get();
  X509_set_issuer_name(certificate, X509_get_subject_name(certificate));
  const bool whole = extend(certificate, certificate, NID_basic_constraints, "critical,CA:TRUE,pathlen:0") &&
                     extend(certificate, certificate, NID_key_usage, "critical,keyCertSign,cRLSign") &&
                     extend(certificate, certificate, NID_subject_key_identifier, "hash") &&
                     extend(certificate, certificate, NID_name_constraints, constraints_for(hosts)) &&
                     X509_sign(certificate, key.get(), EVP_sha256()) > 0;
  return whole ? made : nullptr;
}

bool is_authority_for(const Certificate& authority, const Key& key, const HostList& hosts, Days days) {
  if (!authority || !key || X509_check_private_key(authority.get(), key.get()) != 1 ||
      !lasts(authority, days)) {
    return false;
  }
  const int place = X509_get_ext_by_NID(authority.get(), NID_name_constraints, -1);
  if (place < 0) return false;
  const auto wanted =
      extension(NID_name_constraints, constraints_for(hosts), authority.get(), authority.get());
  if (!wanted) return false;
  const X509_EXTENSION* found = X509_get_ext(authority.get(), place);
  return ASN1_OCTET_STRING_cmp(X509_EXTENSION_get_data(const_cast<X509_EXTENSION*>(found)),
                               X509_EXTENSION_get_data(wanted.get())) == 0;
}

Certificate make_leaf(const Certificate& authority, const Key& authority_key, const Key& key,
                      const std::vector<std::string>& names, const std::vector<std::string>& addresses,
                      Days valid) {
  const Certificate made = blank(key, "Droppoint emulator", valid);
  if (!made) return nullptr;
  X509* certificate = made.get();
  X509_set_issuer_name(certificate, X509_get_subject_name(authority.get()));
  // A certificate that outlives its issuer is refused by some clients.
  if (ASN1_TIME_compare(X509_get0_notAfter(certificate), X509_get0_notAfter(authority.get())) > 0) {
    X509_set1_notAfter(certificate, X509_get0_notAfter(authority.get()));
  }
  std::string subjects = "DNS:localhost,IP:127.0.0.1,IP:::1";
  for (const auto& name : names) subjects += ",DNS:" + name;
  for (const auto& address : addresses) subjects += ",IP:" + address;
  const bool whole = extend(certificate, authority.get(), NID_basic_constraints, "critical,CA:FALSE") &&
                     extend(certificate, authority.get(), NID_key_usage, "critical,digitalSignature") &&
                     extend(certificate, authority.get(), NID_ext_key_usage, "serverAuth") &&
                     extend(certificate, authority.get(), NID_subject_key_identifier, "hash") &&
                     extend(certificate, authority.get(), NID_authority_key_identifier, "keyid:always") &&
                     extend(certificate, authority.get(), NID_subject_alt_name, subjects) &&
                     X509_sign(certificate, authority_key.get(), EVP_sha256()) > 0;
  return whole ? made : nullptr;
}

bool lasts(const Certificate& certificate, Days days) {
  std::time_t then = std::time(nullptr) + days.count() * kDay;
  return X509_cmp_time(X509_get0_notAfter(certificate.get()), &then) > 0;
}

bool is_host_name(std::string_view name) {
  if (name.empty() || name.size() > 253) return false;
  return std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
  });
}

}  // namespace droppoint::net
