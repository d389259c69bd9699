#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "emulator/result.hpp"

namespace droppoint::http {

// A field value followed by parameters: `multipart/mixed; boundary = "b"`, `inline; name=devices`. Spaces
// around
// `;` and `=` are allowed, since real clients send them.
struct ParameterizedValue {
  std::string value;
  // Names in lower case, in order.
  std::vector<std::pair<std::string, std::string>> parameters;

  // Fails with "InvalidParameters" for an unterminated quote, an empty name or a control character.
  static Result<ParameterizedValue> parse(std::string_view text);

  // The first of that name, ignoring case. Empty for a parameter without `=`.
  std::optional<std::string_view> get(std::string_view name) const;
};

struct MediaType {
  std::string type;     // in lower case
  std::string subtype;  // in lower case
  std::vector<std::pair<std::string, std::string>> parameters = {};

  // Reads a Content-Type. Fails with "InvalidMediaType".
  static Result<MediaType> parse(std::string_view text);

  // "application/json", without parameters.
  std::string essence() const { return type + "/" + subtype; }
  bool is(std::string_view essence_in_lower_case) const { return essence() == essence_in_lower_case; }
  std::optional<std::string_view> parameter(std::string_view name) const;
  // In lower case; empty if it is not given.
  std::string charset() const;
  std::optional<std::string_view> boundary() const { return parameter("boundary"); }
};

}  // namespace droppoint::http
