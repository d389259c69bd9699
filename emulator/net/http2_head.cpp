#include "emulator/net/http2_head.hpp"

#include <algorithm>
#include <charconv>

#include <nghttp2/nghttp2.h>

#include "emulator/net/framing.hpp"

namespace droppoint::net {
namespace {

const std::uint8_t* bytes_of(std::string_view text) {
  return reinterpret_cast<const std::uint8_t*>(text.data());
}

bool is_scheme(std::string_view scheme) {
  // firebase-admin sends "https:" (seen with 13.10 and 14.5), and Google lets it pass.
  if (!scheme.empty() && scheme.back() == ':') scheme.remove_suffix(1);
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  if (scheme.empty() || !is_letter(scheme.front())) return false;
  return std::all_of(scheme.begin(), scheme.end(), [&](char c) {
    return is_letter(c) || (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
  });
}

bool is_target(std::string_view method, std::string_view target) {
  if (target == "*") return method == "OPTIONS";
  return !target.empty() && target.front() == '/' && nghttp2_check_path(bytes_of(target), target.size()) != 0;
}

}  // namespace

const char* Http2Head::add(std::string_view name, std::string_view value) {
  bytes_ += name.size() + value.size() + 32;
  // Lower case letters and token characters only, underscores among them.
  if (nghttp2_check_header_name(bytes_of(name), name.size()) == 0)
    return "a field name is not lower case or not a token";
  if (nghttp2_check_header_value(bytes_of(value), value.size()) == 0)
    return "a field value has a character it must not";
  if (finished_) return name.front() == ':' ? "a pseudo-header in the trailers" : nullptr;
  return name.front() == ':' ? add_pseudo(name, value) : add_field(name, value);
}

const char* Http2Head::add_pseudo(std::string_view name, std::string_view value) {
  if (has_field_) return "a pseudo-header after a header field";
  if (value.empty()) return "an empty pseudo-header";
  if (name == ":scheme") {
    if (has_scheme_) return "a pseudo-header that is there twice";
    has_scheme_ = true;
    return is_scheme(value) ? nullptr : "not a :scheme";
  }
  std::string* place = nullptr;
  if (name == ":method") place = &request_.method;
  if (name == ":path") place = &request_.target;
  if (name == ":authority") place = &request_.authority;
  if (place == nullptr) return "an unknown pseudo-header";
  if (!place->empty()) return "a pseudo-header that is there twice";
  *place = value;
  return nullptr;
}

const char* Http2Head::add_field(std::string_view name, std::string_view value) {
  has_field_ = true;
  if (is_connection_field(name)) return "a field about the connection";
  if (name == "te" && !http::equal_ignoring_case(value, "trailers")) return "te that is not trailers";
  if (name == "host" && (request_.headers.contains("host") || value.empty())) return "host twice or empty";
  if (name == "content-length") {
    if (content_length_) return "content-length twice";
    std::uint64_t length = 0;
    const char* end = value.data() + value.size();
    const auto parsed = std::from_chars(value.data(), end, length);
    if (value.empty() || parsed.ec != std::errc{} || parsed.ptr != end)
      return "content-length is not a number";
    content_length_ = length;
  }
  request_.headers.add(name, value);
  return nullptr;
}

const char* Http2Head::finish() {
  finished_ = true;
  if (request_.method.empty()) return "no :method";
  if (nghttp2_check_method(bytes_of(request_.method), request_.method.size()) == 0) return "not a :method";
  if (!request_.authority.empty() &&
      nghttp2_check_authority(bytes_of(request_.authority), request_.authority.size()) == 0) {
    return "not an :authority";
  }
  if (is_connect()) {
    if (has_scheme_ || !request_.target.empty() || request_.authority.empty())
      return "CONNECT with other pseudo-headers";
    return nullptr;
  }
  if (!has_scheme_) return "no :scheme";
  if (!is_target(request_.method, request_.target)) return "no :path, or not a path";
  if (request_.authority.empty()) request_.authority = request_.headers.get("host").value_or("");
  return request_.authority.empty() ? "neither :authority nor host" : nullptr;
}

const char* Http2Head::data(std::size_t bytes) {
  body_bytes_ += bytes;
  return content_length_ && body_bytes_ > *content_length_ ? "more body than content-length says" : nullptr;
}

const char* Http2Head::end() const {
  return content_length_ && body_bytes_ != *content_length_ ? "less body than content-length says" : nullptr;
}

bool Http2Head::expects_continue() const {
  const auto expected = request_.headers.get("expect");
  return expected && http::equal_ignoring_case(*expected, "100-continue");
}

}  // namespace droppoint::net
