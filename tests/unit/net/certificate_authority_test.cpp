#include "emulator/net/certificate_authority.hpp"

#include <fstream>
#include <thread>
#include <vector>

#include <openssl/x509.h>
#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>
#include <sys/stat.h>
#include <catch2/catch.hpp>

#include "emulator/net/certificates.hpp"
#include "emulator/net/state_files.hpp"
#include "tests/unit/net/temporary_directory.hpp"

namespace droppoint::net {
namespace {

const std::vector<std::string> kHosts = {"api.push.apple.com", "*.communication.azure.com", "ci-emulator",
                                         "10.0.2.2"};

std::unique_ptr<CertificateAuthority> open(const std::filesystem::path& directory,
                                           std::vector<std::string> hosts = kHosts, int valid_days = 3650) {
  AuthorityOptions options;
  options.directory = directory;
  options.hosts = HostList(hosts);
  options.valid_days = valid_days;
  auto opened = CertificateAuthority::open(std::move(options));
  REQUIRE(opened);
  return std::move(*opened);
}

// As a TLS client judges a server's certificate: X509_V_OK, or OpenSSL's code of what is wrong.
int verify(const std::string& authority_pem, const Certificate& leaf, const std::string& host) {
  const Certificate authority = certificate_from_pem(authority_pem);
  REQUIRE(authority);
  X509_STORE* store = X509_STORE_new();
  X509_STORE_add_cert(store, authority.get());
  X509_STORE_CTX* context = X509_STORE_CTX_new();
  X509_STORE_CTX_init(context, store, leaf.get(), nullptr);
  X509_STORE_CTX_set_purpose(context, X509_PURPOSE_SSL_SERVER);
  X509_VERIFY_PARAM* parameters = X509_STORE_CTX_get0_param(context);
  X509_VERIFY_PARAM_set_flags(parameters, X509_V_FLAG_X509_STRICT);
  if (X509_VERIFY_PARAM_set1_ip_asc(parameters, host.c_str()) != 1) {
    X509_VERIFY_PARAM_set1_host(parameters, host.c_str(), host.size());
  }
  X509_verify_cert(context);
  const int error = X509_STORE_CTX_get_error(context);
  X509_STORE_CTX_free(context);
  X509_STORE_free(store);
  return error;
}

mode_t mode_of(const std::filesystem::path& file) {
  struct stat status {};
  REQUIRE(::stat(file.c_str(), &status) == 0);
  return status.st_mode & 0777;
}

int days_between(const ASN1_TIME* from, const ASN1_TIME* to) {
  int days = 0;
  int seconds = 0;
  REQUIRE(ASN1_TIME_diff(&days, &seconds, from, to) == 1);
  return days + (seconds > 0 ? 1 : 0);
}

TEST_CASE("the authority is made at first use, its key for the owner's eyes only") {
  const TemporaryDirectory directory;
  const auto state = directory.path() / "a" / "state";
  const auto authority = open(state);
  CHECK(mode_of(state) == 0700);
  CHECK(mode_of(state / "ca-key.pem") == 0600);
  CHECK(authority->certificate_file() == state / "ca.pem");
  CHECK(read_text(state / "ca.pem") == authority->pem());
}

TEST_CASE("leaves are accepted for their name, for loopback, and for allowed addresses") {
  const TemporaryDirectory directory;
  const auto authority = open(directory.path());
  const auto leaf = authority->leaf("droppoint-acs.Communication.azure.com").certificate;
  REQUIRE(leaf);
  CHECK(verify(authority->pem(), leaf, "droppoint-acs.communication.azure.com") == X509_V_OK);
  CHECK(verify(authority->pem(), leaf, "localhost") == X509_V_OK);
  CHECK(verify(authority->pem(), leaf, "127.0.0.1") == X509_V_OK);
  CHECK(verify(authority->pem(), leaf, "::1") == X509_V_OK);
  CHECK(verify(authority->pem(), leaf, "10.0.2.2") == X509_V_OK);
  CHECK(verify(authority->pem(), leaf, "api.push.apple.com") == X509_V_ERR_HOSTNAME_MISMATCH);
  CHECK(verify(authority->pem(), leaf, "127.0.0.2") == X509_V_ERR_IP_ADDRESS_MISMATCH);
}

TEST_CASE("without a name, or with a name of nobody's, the leaf has the single names") {
  const TemporaryDirectory directory;
  const auto authority = open(directory.path());
  const std::string name = GENERATE("", "localhost", "example.com", "127.0.0.1", "10.0.2.2",
                                    "a,DNS:evil.communication.azure.com", "communication.azure.com");
  const auto leaf = authority->leaf(name).certificate;
  REQUIRE(leaf);
  CHECK(leaf == authority->leaf("").certificate);
  CHECK(verify(authority->pem(), leaf, "127.0.0.1") == X509_V_OK);
  CHECK(verify(authority->pem(), leaf, "api.push.apple.com") == X509_V_OK);
  CHECK(verify(authority->pem(), leaf, "ci-emulator") == X509_V_OK);
  CHECK(verify(authority->pem(), leaf, "example.com") == X509_V_ERR_HOSTNAME_MISMATCH);
}

TEST_CASE("names outside the constraints are refused even if the key itself signs them") {
  const TemporaryDirectory directory;
  const auto authority = open(directory.path());
  const Key key = key_from_pem(read_text(directory.path() / "ca-key.pem").value());
  const Certificate issuer = certificate_from_pem(authority->pem());
  const auto forge = [&](std::vector<std::string> names, std::vector<std::string> addresses) {
    return make_leaf(issuer, key, make_key(), names, addresses, Days(10));
  };
  CHECK(verify(authority->pem(), forge({"api.push.apple.com"}, {}), "api.push.apple.com") == X509_V_OK);
  CHECK(verify(authority->pem(), forge({"example.com"}, {}), "example.com") ==
        X509_V_ERR_PERMITTED_VIOLATION);
  CHECK(verify(authority->pem(), forge({"azure.com"}, {}), "azure.com") == X509_V_ERR_PERMITTED_VIOLATION);
  CHECK(verify(authority->pem(), forge({"xcommunication.azure.com"}, {}), "xcommunication.azure.com") ==
        X509_V_ERR_PERMITTED_VIOLATION);
  CHECK(verify(authority->pem(), forge({}, {"127.9.9.9"}), "127.9.9.9") == X509_V_OK);
  CHECK(verify(authority->pem(), forge({}, {"10.0.2.3"}), "10.0.2.3") == X509_V_ERR_PERMITTED_VIOLATION);
  CHECK(verify(authority->pem(), forge({}, {"::2"}), "::2") == X509_V_ERR_PERMITTED_VIOLATION);
}

TEST_CASE("leaves are cached and short enough for Apple's platforms") {
  const TemporaryDirectory directory;
  const auto authority = open(directory.path());
  const auto leaf = authority->leaf("api.push.apple.com").certificate;
  CHECK(leaf == authority->leaf("API.push.apple.com.").certificate);
  CHECK(days_between(X509_get0_notBefore(leaf.get()), X509_get0_notAfter(leaf.get())) <= 398);
  CHECK(days_between(X509_get0_notBefore(leaf.get()), X509_get0_notAfter(leaf.get())) > 365);
  const Certificate issuer = certificate_from_pem(authority->pem());
  CHECK(days_between(X509_get0_notBefore(issuer.get()), X509_get0_notAfter(issuer.get())) == 3650);
  CHECK(X509_get_pathlen(issuer.get()) == 0);
}

TEST_CASE("names below a wildcard do not fill the memory") {
  const TemporaryDirectory directory;
  const auto authority = open(directory.path());
  const auto first = authority->leaf("").certificate;
  for (int count = 0; count < 1000; ++count)
    authority->leaf("x" + std::to_string(count) + ".communication.azure.com");
  CHECK(first != authority->leaf("").certificate);
}

TEST_CASE("a second start keeps the authority; changed hosts or a near end renew it with the same key") {
  const TemporaryDirectory directory;
  const std::string key = (open(directory.path()), read_text(directory.path() / "ca-key.pem").value());
  const std::string first = read_text(directory.path() / "ca.pem").value();
  SECTION("kept") {
    CHECK(open(directory.path())->pem() == first);
  }
  SECTION("in another order of hosts too") {
    CHECK(
        open(directory.path(), {"10.0.2.2", "ci-emulator", "*.communication.azure.com", "api.push.apple.com"})
            ->pem() == first);
  }
  SECTION("other hosts") {
    const auto authority = open(directory.path(), {"api.push.apple.com"});
    CHECK(authority->pem() != first);
    // Whoever trusts the older certificate still accepts what both allow.
    CHECK(verify(first, authority->leaf("api.push.apple.com").certificate, "api.push.apple.com") ==
          X509_V_OK);
  }
  SECTION("near its end") {
    std::filesystem::remove(directory.path() / "ca.pem");
    const std::string ending = open(directory.path(), kHosts, 20)->pem();
    CHECK(open(directory.path())->pem() != ending);
  }
  SECTION("a broken certificate") {
    std::ofstream(directory.path() / "ca.pem") << "broken";
    CHECK(certificate_from_pem(open(directory.path())->pem()));
  }
  CHECK(read_text(directory.path() / "ca-key.pem") == key);
}

TEST_CASE("a key that is broken or of another kind is replaced, and a readable one closed") {
  const TemporaryDirectory directory;
  open(directory.path());
  const auto file = directory.path() / "ca-key.pem";
  SECTION("broken") {
    std::ofstream(file) << "broken";
  }
  SECTION("readable by others") {
    ::chmod(file.c_str(), 0644);
  }
  const auto authority = open(directory.path());
  CHECK(mode_of(file) == 0600);
  CHECK(verify(authority->pem(), authority->leaf("").certificate, "localhost") == X509_V_OK);
}

TEST_CASE("a leaf never outlives its authority") {
  const TemporaryDirectory directory;
  const auto authority = open(directory.path(), kHosts, 100);
  const auto leaf = authority->leaf("").certificate;
  const Certificate issuer = certificate_from_pem(authority->pem());
  CHECK(ASN1_TIME_compare(X509_get0_notAfter(leaf.get()), X509_get0_notAfter(issuer.get())) == 0);
}

TEST_CASE("a state directory that cannot be one is an error that names it") {
  const TemporaryDirectory directory;
  std::ofstream(directory.path() / "file") << "x";
  AuthorityOptions options;
  options.directory = directory.path() / "file";
  SECTION("a file") {}
  SECTION("below a file") {
    options.directory /= "state";
  }
  SECTION("where nothing can be made") {
    options.directory = "/proc/droppoint-state";
  }
  const auto opened = CertificateAuthority::open(options);
  REQUIRE_FALSE(opened);
  CHECK(opened.error().code == "StateDirectoryUnwritable");
  CHECK(opened.error().message.find(options.directory.string()) != std::string::npos);
  CHECK_FALSE(opened.error().hint.empty());
}

TEST_CASE("host names that could not stand in a certificate are an error") {
  const TemporaryDirectory directory;
  AuthorityOptions options;
  options.directory = directory.path();
  options.hosts = HostList({GENERATE("a,permitted;DNS:com", "https://a", "*.a b", "a/b", "ä")});
  const auto opened = CertificateAuthority::open(options);
  REQUIRE_FALSE(opened);
  CHECK(opened.error().code == "InvalidHostName");
}

TEST_CASE("several that start at once agree on one authority") {
  const TemporaryDirectory directory;
  std::vector<std::string> pems(8);
  std::vector<std::thread> threads;
  for (std::string& pem : pems) {
    threads.emplace_back([&] {
      AuthorityOptions options;
      options.directory = directory.path() / "state";
      const auto opened = CertificateAuthority::open(options);
      if (opened) pem = (*opened)->pem();
    });
  }
  for (auto& thread : threads) thread.join();
  for (const std::string& pem : pems) CHECK(pem == pems.front());
  CHECK_FALSE(pems.front().empty());
  std::size_t files = 0;
  for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator(directory.path() / "state"))
    ++files;
  CHECK(files == 3);
}

}  // namespace
}  // namespace droppoint::net
