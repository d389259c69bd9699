#pragma once

#include <memory>

#include "emulator/net/certificate_authority.hpp"

struct ssl_ctx_st;
struct ssl_st;

namespace droppoint::net {

// How TLS is served: TLS 1.2 or later, `h2` preferred whatever order the client gives, a certificate for the
// name it asks for, and a client certificate asked for but not required, nor judged: the emulated service
// does that.
class TlsContext {
 public:
  explicit TlsContext(std::shared_ptr<CertificateAuthority> authority);
  ~TlsContext();
  TlsContext(const TlsContext&) = delete;
  TlsContext& operator=(const TlsContext&) = delete;

  // A new server side of a handshake, to be freed by the caller; null when out of memory.
  ssl_st* new_session() const;
  CertificateAuthority& authority() const { return *authority_; }

 private:
  std::shared_ptr<CertificateAuthority> authority_;
  ssl_ctx_st* context_;
};

}  // namespace droppoint::net
