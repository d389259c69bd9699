#include "fakes/auth/pkcs12.hpp"

#include <catch2/catch.hpp>

#include "tests/support/push_certificates.hpp"

namespace droppoint::auth {
namespace {

using test::kCertificatePassword;

TEST_CASE("a push certificate tells its dates, its thumbprint and its app") {
  const std::string_view text = GENERATE(test::kCertificate, test::kLegacyCertificate);
  const auto file = read_pkcs12(text, kCertificatePassword);
  REQUIRE(file);
  CHECK(file->has_private_key);
  CHECK(sim::to_iso8601(file->not_before.value()) == "2020-01-01T00:00:00Z");
  CHECK(sim::to_iso8601(file->not_after.value()) == "2099-01-01T00:00:00Z");
  CHECK(file->thumbprint == test::kCertificateThumbprint);
  CHECK(file->user_id == "com.contoso.app");
}

TEST_CASE("white space in the text of a certificate does not matter") {
  std::string text(test::kCertificate);
  text.insert(64, "\r\n ");
  CHECK(read_pkcs12(text, kCertificatePassword).has_value());
}

TEST_CASE("a certificate without its key says so") {
  const auto file = read_pkcs12(test::kCertificateWithoutKey, kCertificatePassword);
  REQUIRE(file);
  CHECK_FALSE(file->has_private_key);
}

TEST_CASE("what is no certificate, or is opened with another password, is refused") {
  const auto message = [](std::string_view text, std::string_view password) {
    const auto file = read_pkcs12(text, password);
    return file ? std::string("read") : file.error().code + ": " + file.error().message;
  };
  CHECK(message(test::kCertificate, "wrong") == "InvalidPkcs12: the certificate's password is wrong");
  CHECK(message(test::kCertificate, "") == "InvalidPkcs12: the certificate's password is wrong");
  CHECK(message("", "secret") == "InvalidPkcs12: the certificate is not base64");
  CHECK(message("no base64!", "secret") == "InvalidPkcs12: the certificate is not base64");
  CHECK(message("MIIC", "secret") == "InvalidPkcs12: the certificate is no PKCS #12 file");
  CHECK(message(std::string(70'000, 'A'), "secret") ==
        "InvalidPkcs12: the certificate is longer than 64 KiB");
  const std::string half(test::kCertificate.substr(0, test::kCertificate.size() / 2 / 4 * 4));
  CHECK(message(half, "secret") == "InvalidPkcs12: the certificate is no PKCS #12 file");
}

TEST_CASE("no single changed byte of a certificate is read as something else") {
  for (std::size_t at = 0; at < test::kCertificate.size(); at += 7) {
    std::string text(test::kCertificate);
    text[at] = text[at] == 'A' ? 'B' : 'A';
    const auto file = read_pkcs12(text, kCertificatePassword);
    if (file) CHECK(file->thumbprint == test::kCertificateThumbprint);
  }
}

}  // namespace
}  // namespace droppoint::auth
