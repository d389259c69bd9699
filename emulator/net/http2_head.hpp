#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "emulator/http/message.hpp"

namespace droppoint::net {

// The header block of one HTTP/2 request, checked as RFC 9113 section 8 asks. nghttp2's own checks are off,
// because they reset firebase-admin's requests for their `:scheme` of "https:", which Google accepts.
class Http2Head {
 public:
  // One field, in order of arrival. Null: fine so far; else why the request is malformed.
  const char* add(std::string_view name, std::string_view value);
  // The first block is complete: what is required must be there. Later fields are trailers, checked and left
  // out.
  const char* finish();
  // That many bytes of the body have arrived: more than announced?
  const char* data(std::size_t bytes);
  // The request has ended: fewer than announced?
  const char* end() const;

  bool is_connect() const { return request_.method == "CONNECT"; }
  bool expects_continue() const;
  // For the limit: as SETTINGS_MAX_HEADER_LIST_SIZE counts, name, value and 32 bytes for each field.
  std::size_t bytes() const { return bytes_; }
  std::optional<std::uint64_t> content_length() const { return content_length_; }
  http::Request& request() { return request_; }

 private:
  const char* add_pseudo(std::string_view name, std::string_view value);
  const char* add_field(std::string_view name, std::string_view value);

  http::Request request_;
  std::optional<std::uint64_t> content_length_;
  std::uint64_t body_bytes_ = 0;
  std::size_t bytes_ = 0;
  bool has_scheme_ = false;
  bool has_field_ = false;
  bool finished_ = false;
};

}  // namespace droppoint::net
