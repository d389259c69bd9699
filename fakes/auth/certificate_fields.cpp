#include "fakes/auth/certificate_fields.hpp"

#include <array>
#include <cstdint>
#include <memory>

#include <openssl/asn1.h>
#include <openssl/objects.h>

#include "fakes/auth/openssl_handles.hpp"

namespace droppoint::auth {

std::optional<sim::Time> time_of(const ASN1_TIME* time) {
  int days = 0;
  int seconds = 0;
  const std::unique_ptr<ASN1_TIME, OpensslDelete<ASN1_STRING_free>> epoch(ASN1_TIME_set(nullptr, 0));
  if (!epoch || ASN1_TIME_diff(&days, &seconds, epoch.get(), time) != 1) return std::nullopt;
  return sim::from_unix_seconds(std::int64_t{days} * 86'400 + seconds);
}

std::string user_id_of(const X509* certificate) {
  std::array<char, 256> text{};
  const int size = X509_NAME_get_text_by_NID(X509_get_subject_name(certificate), NID_userId, text.data(),
                                             static_cast<int>(text.size()));
  return size > 0 ? std::string(text.data(), static_cast<std::size_t>(size)) : std::string();
}

}  // namespace droppoint::auth
