#pragma once

#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "emulator/net/host_list.hpp"
#include "emulator/result.hpp"

struct evp_pkey_st;
struct x509_st;

namespace droppoint::net {

// A server's certificate and its key, as OpenSSL's objects.
struct Leaf {
  std::shared_ptr<x509_st> certificate;
  std::shared_ptr<evp_pkey_st> key;
};

struct AuthorityOptions {
  // Made with mode 0700 if it is missing. Holds ca.pem, ca-key.pem (mode 0600) and ca.lock.
  std::filesystem::path directory;
  // The names that it may vouch for, besides loopback.
  HostList hosts;
  int valid_days = 3650;
  // Apple's platforms refuse server certificates of more than 398 days.
  int leaf_days = 397;
};

// Signs certificates for the emulated hosts with a key that is made at the first start and stays in the state
// directory. Its name constraints keep whoever trusts it, and loses the key, safe from forged names of anyone
// else.
class CertificateAuthority {
 public:
  // Reads it, or makes it. Its certificate is made anew, with the same key, if it ends within 30 days or the
  // hosts have changed. Several processes may do this at once. Errors: `StateDirectoryUnwritable`,
  // `InvalidHostName`, `CertificateFailed`.
  static Result<std::unique_ptr<CertificateAuthority>> open(AuthorityOptions options);

  // ca.pem, for NODE_EXTRA_CA_CERTS and the like; and its text.
  const std::filesystem::path& certificate_file() const { return file_; }
  const std::string& pem() const { return pem_; }

  // For that SNI name, and loopback; for an empty name, or one that is none of its hosts, for all single
  // names of its hosts. Cached. Any thread. Its members are null only if OpenSSL fails.
  Leaf leaf(std::string_view server_name);

 private:
  CertificateAuthority(AuthorityOptions options, std::shared_ptr<evp_pkey_st> key,
                       std::shared_ptr<x509_st> certificate);

  const AuthorityOptions options_;
  const std::filesystem::path file_;
  const std::shared_ptr<evp_pkey_st> key_;
  const std::shared_ptr<x509_st> certificate_;
  const std::string pem_;
  // One key for all leaves, never written anywhere.
  const std::shared_ptr<evp_pkey_st> leaf_key_;
  std::mutex mutex_;
  std::unordered_map<std::string, std::shared_ptr<x509_st>> leaves_;
};

}  // namespace droppoint::net
