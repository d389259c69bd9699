#include "emulator/net/certificate_authority.hpp"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include <sys/stat.h>

#include "emulator/net/certificates.hpp"
#include "emulator/net/state_files.hpp"

namespace droppoint::net {
namespace {

constexpr Days kRenewBefore{30};
// Names below a wildcard are chosen by clients: the cache starts anew when it is full.
constexpr std::size_t kLeavesMax = 1000;

std::optional<Error> check_hosts(const HostList& hosts) {
  for (const auto* list : {&hosts.names(), &hosts.domains()}) {
    for (const std::string& name : *list) {
      if (is_host_name(name)) continue;
      return Error{"InvalidHostName", "\"" + name + "\" is not a host name",
                   "use letters, digits, hyphens and dots, without scheme or path"};
    }
  }
  return std::nullopt;
}

Result<Key> load_or_make_key(const std::filesystem::path& file) {
  if (const auto text = read_text(file)) {
    if (Key key = key_from_pem(*text)) {
      ::chmod(file.c_str(), 0600);
      return key;
    }
  }
  Key key = make_key();
  if (!key) return fail("CertificateFailed", "OpenSSL cannot make a P-256 key");
  if (auto written = write_text(file, to_pem(key), 0600); !written) return tl::unexpected(written.error());
  return key;
}

}  // namespace

Result<std::unique_ptr<CertificateAuthority>> CertificateAuthority::open(AuthorityOptions options) {
  if (auto error = check_hosts(options.hosts)) return tl::unexpected(*error);
  if (auto made = make_state_directory(options.directory); !made) return tl::unexpected(made.error());
  const auto lock = FileLock::take(options.directory / "ca.lock");
  if (!lock) return tl::unexpected(lock.error());
  auto key = load_or_make_key(options.directory / "ca-key.pem");
  if (!key) return tl::unexpected(key.error());
  const auto file = options.directory / "ca.pem";
  Certificate certificate = certificate_from_pem(read_text(file).value_or(""));
  if (!is_authority_for(certificate, *key, options.hosts, kRenewBefore)) {
    // The same key and name: what an older ca.pem was trusted for goes on working while that one is valid.
    certificate = make_authority(*key, options.hosts, Days(options.valid_days));
    if (!certificate) return fail("CertificateFailed", "OpenSSL cannot make the certificate authority");
    if (auto written = write_text(file, to_pem(certificate), 0644); !written)
      return tl::unexpected(written.error());
  }
  auto* authority = new CertificateAuthority(std::move(options), std::move(*key), std::move(certificate));
  return std::unique_ptr<CertificateAuthority>(authority);
}

CertificateAuthority::CertificateAuthority(AuthorityOptions options, Key key, Certificate certificate)
    : options_(std::move(options)),
      file_(options_.directory / "ca.pem"),
      key_(std::move(key)),
      certificate_(std::move(certificate)),
      pem_(to_pem(certificate_)),
      leaf_key_(make_key()) {}

Leaf CertificateAuthority::leaf(std::string_view server_name) {
  std::string name = host_of(server_name);
  const auto& addresses = options_.hosts.addresses();
  const bool is_address = std::find(addresses.begin(), addresses.end(), name) != addresses.end();
  if (!is_host_name(name) || is_loopback(name) || is_address || !options_.hosts.covers(name)) name.clear();
  const std::lock_guard lock(mutex_);
  if (leaves_.size() >= kLeavesMax) leaves_.clear();
  Certificate& leaf = leaves_[name];
  if (!leaf || !lasts(leaf, kRenewBefore)) {
    const std::vector<std::string> names =
        name.empty() ? options_.hosts.names() : std::vector<std::string>{name};
    leaf =
        make_leaf(certificate_, key_, leaf_key_, names, options_.hosts.addresses(), Days(options_.leaf_days));
  }
  return {leaf, leaf_key_};
}

}  // namespace droppoint::net
