#include "fakes/auth/certificate.hpp"

#include <memory>
#include <optional>

#include <openssl/asn1.h>
#include <openssl/objects.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include "fakes/auth/certificate_fields.hpp"
#include "fakes/auth/openssl_handles.hpp"

namespace droppoint::auth {
namespace {

using X509Handle = std::unique_ptr<X509, OpensslDelete<X509_free>>;
using ObjectHandle = std::unique_ptr<ASN1_OBJECT, OpensslDelete<ASN1_OBJECT_free>>;
using TypeHandle = std::unique_ptr<ASN1_TYPE, OpensslDelete<ASN1_TYPE_free>>;

struct FreeSequence {
  void operator()(ASN1_SEQUENCE_ANY* elements) const { sk_ASN1_TYPE_pop_free(elements, ASN1_TYPE_free); }
};
using SequenceHandle = std::unique_ptr<ASN1_SEQUENCE_ANY, FreeSequence>;

// Of a push certificate Apple makes nothing longer.
constexpr std::size_t kPemBytesMax = 64 * 1024;

X509_EXTENSION* extension_of(const X509* certificate, const char* id) {
  const ObjectHandle object(OBJ_txt2obj(id, 1));
  const int index = X509_get_ext_by_OBJ(certificate, object.get(), -1);
  return index < 0 ? nullptr : X509_get_ext(certificate, index);
}

std::optional<std::string> text_of_value(const ASN1_TYPE* value) {
  const bool is_text = value->type == V_ASN1_UTF8STRING || value->type == V_ASN1_IA5STRING ||
                       value->type == V_ASN1_PRINTABLESTRING;
  if (!is_text) return std::nullopt;
  const ASN1_STRING* text = value->value.asn1_string;
  return std::string(reinterpret_cast<const char*>(ASN1_STRING_get0_data(text)),
                     static_cast<std::size_t>(ASN1_STRING_length(text)));
}

// A text by itself, or those of a sequence. Whatever else stands there is passed over.
std::vector<std::string> texts_of(X509_EXTENSION* extension) {
  std::vector<std::string> texts;
  if (extension == nullptr) return texts;
  const ASN1_OCTET_STRING* data = X509_EXTENSION_get_data(extension);
  const unsigned char* at = ASN1_STRING_get0_data(data);
  const TypeHandle value(d2i_ASN1_TYPE(nullptr, &at, ASN1_STRING_length(data)));
  if (!value) return texts;
  if (auto text = text_of_value(value.get())) texts.push_back(std::move(*text));
  if (value->type != V_ASN1_SEQUENCE) return texts;
  at = ASN1_STRING_get0_data(data);
  const SequenceHandle elements(d2i_ASN1_SEQUENCE_ANY(nullptr, &at, ASN1_STRING_length(data)));
  for (int index = 0; elements && index < sk_ASN1_TYPE_num(elements.get()); ++index) {
    if (auto text = text_of_value(sk_ASN1_TYPE_value(elements.get(), index)))
      texts.push_back(std::move(*text));
  }
  return texts;
}

}  // namespace

Result<PushCertificate> read_push_certificate(std::string_view pem) {
  if (pem.size() > kPemBytesMax) return fail("InvalidCertificate", "the certificate is longer than 64 KiB");
  const ErrorQueueGuard guard;
  const BioHandle memory(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  const X509Handle certificate(PEM_read_bio_X509(memory.get(), nullptr, nullptr, nullptr));
  if (!certificate) return fail("InvalidCertificate", "the text has no X.509 certificate in PEM");
  const auto not_before = time_of(X509_get0_notBefore(certificate.get()));
  const auto not_after = time_of(X509_get0_notAfter(certificate.get()));
  if (!not_before || !not_after)
    return fail("InvalidCertificate", "the certificate's validity is not readable");
  X509_EXTENSION* voip = extension_of(certificate.get(), "1.2.840.113635.100.6.3.4");
  return PushCertificate{
      .not_before = *not_before,
      .not_after = *not_after,
      .user_id = user_id_of(certificate.get()),
      .development = extension_of(certificate.get(), "1.2.840.113635.100.6.3.1") != nullptr,
      .production = extension_of(certificate.get(), "1.2.840.113635.100.6.3.2") != nullptr,
      .voip = voip != nullptr,
      .voip_topics = texts_of(voip),
      .topics = texts_of(extension_of(certificate.get(), "1.2.840.113635.100.6.3.6"))};
}

}  // namespace droppoint::auth
