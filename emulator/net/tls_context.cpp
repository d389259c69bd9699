#include "emulator/net/tls_context.hpp"

#include <string_view>
#include <utility>

#include <openssl/ssl.h>

#include "emulator/assert.hpp"

namespace droppoint::net {
namespace {

bool offers(const unsigned char* list, unsigned int length, std::string_view wanted) {
  for (unsigned int at = 0; at < length; at += 1U + list[at]) {
    const std::string_view offered(reinterpret_cast<const char*>(list + at + 1), list[at]);
    if (at + 1U + list[at] <= length && offered == wanted) return true;
  }
  return false;
}

// The npm client `apns2` offers http/1.1 before h2 and must get h2. Protocols that we do not know are no
// reason to end the handshake: without a choice, the first bytes tell.
int choose_protocol(SSL*, const unsigned char** out, unsigned char* out_length, const unsigned char* list,
                    unsigned int length, void*) {
  for (const std::string_view ours : {std::string_view("h2"), std::string_view("http/1.1")}) {
    if (!offers(list, length, ours)) continue;
    *out = reinterpret_cast<const unsigned char*>(ours.data());
    *out_length = static_cast<unsigned char>(ours.size());
    return SSL_TLSEXT_ERR_OK;
  }
  return SSL_TLSEXT_ERR_NOACK;
}

int choose_certificate(SSL* ssl, void* argument) {
  const char* name = SSL_get_servername(ssl, TLSEXT_NAMETYPE_host_name);
  const Leaf leaf = static_cast<CertificateAuthority*>(argument)->leaf(name == nullptr ? "" : name);
  const bool fits = leaf.certificate && SSL_use_certificate(ssl, leaf.certificate.get()) == 1 &&
                    SSL_use_PrivateKey(ssl, leaf.key.get()) == 1;
  return fits ? 1 : 0;
}

int accept_any_certificate(int, X509_STORE_CTX*) {
  return 1;
}

}  // namespace

TlsContext::TlsContext(std::shared_ptr<CertificateAuthority> authority)
    : authority_(std::move(authority)), context_(SSL_CTX_new(TLS_server_method())) {
  DROPPOINT_ASSERT(context_ != nullptr, "OpenSSL must be able to make a context");
  SSL_CTX_set_min_proto_version(context_, TLS1_2_VERSION);
  SSL_CTX_set_options(context_, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION);
  SSL_CTX_set_mode(context_, SSL_MODE_RELEASE_BUFFERS);
  SSL_CTX_set_alpn_select_cb(context_, choose_protocol, nullptr);
  SSL_CTX_set_cert_cb(context_, choose_certificate, authority_.get());
  SSL_CTX_set_verify(context_, SSL_VERIFY_PEER, accept_any_certificate);
  // Without an id of its own, OpenSSL refuses to resume sessions in which a client certificate was asked for.
  constexpr unsigned char kSessionContext[] = {'d', 'r', 'o', 'p'};
  SSL_CTX_set_session_id_context(context_, kSessionContext, sizeof kSessionContext);
}

TlsContext::~TlsContext() {
  SSL_CTX_free(context_);
}

ssl_st* TlsContext::new_session() const {
  SSL* ssl = SSL_new(context_);
  if (ssl != nullptr) SSL_set_accept_state(ssl);
  return ssl;
}

}  // namespace droppoint::net
