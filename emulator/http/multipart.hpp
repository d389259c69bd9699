#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/http/headers.hpp"
#include "emulator/result.hpp"

namespace droppoint::http {

struct Part {
  Headers headers;
  std::string body;

  // The `name` of its Content-Disposition, if it has one.
  std::optional<std::string> name() const;
};

struct MultipartLimits {
  std::size_t parts = 1000;
  // Of all header lines of one part.
  std::size_t header_bytes = 16 * 1024;
};

// Splits a body whose Content-Type is multipart/* with a boundary. As tolerant as real clients make it
// needful: lines may end with LF alone, the closing delimiter may lack its line end, spaces may stand around
// the `=` of the boundary, header names may have any case; what precedes the first delimiter and follows the
// last is skipped. Fails with "InvalidMultipart" (no boundary, no part, a header line that is none, no
// closing delimiter) or "MultipartTooLarge" (beyond a limit).
Result<std::vector<Part>> parse_multipart(std::string_view content_type, std::string_view body,
                                          const MultipartLimits& limits = {});

// Writes such a body. The boundary must not occur in a part: draw it from sim::Random.
class MultipartBuilder {
 public:
  explicit MultipartBuilder(std::string boundary, std::string subtype = "mixed");

  MultipartBuilder& add(const Headers& headers, std::string_view body);
  // `multipart/mixed; boundary="…"`.
  std::string content_type() const;
  // With the closing delimiter.
  std::string body() const;

 private:
  std::string boundary_;
  std::string subtype_;
  std::string text_;
};

}  // namespace droppoint::http
