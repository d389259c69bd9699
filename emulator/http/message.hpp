#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "emulator/http/headers.hpp"

namespace droppoint::http {

// Never changed once made, and shared by the hop, the journal's writer and whoever stores and forwards it.
// Null is the empty body.
using Body = std::shared_ptr<const std::string>;

inline Body make_body(std::string bytes) {
  return bytes.empty() ? nullptr : std::make_shared<const std::string>(std::move(bytes));
}
inline std::string_view bytes_of(const Body& body) {
  return body ? std::string_view(*body) : std::string_view();
}

struct Request {
  std::string method;
  // As on the request line or in `:path`: never decoded, since SAS and HMAC sign the raw text.
  std::string target;
  // `Host` or `:authority`, with its port if it had one.
  std::string authority;
  Headers headers;
  Body body;
};

struct Response {
  int status = 0;
  Headers headers;
  Body body;
};

// The official phrase of a status ("Not Found"), or an empty text.
std::string_view reason_phrase(int status);

}  // namespace droppoint::http
