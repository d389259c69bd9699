#include "emulator/http/content_type.hpp"

#include "emulator/excerpt.hpp"
#include "emulator/http/headers.hpp"
#include "emulator/http/text.hpp"

#include <algorithm>

namespace droppoint::http {
namespace {

tl::unexpected<Error> bad_parameters(std::string_view why) {
  return fail("InvalidParameters", "a header value " + std::string(why));
}

// Reads a quoted text from behind its opening quote; false if the closing one is missing.
bool read_quoted(std::string_view& rest, std::string& value) {
  std::size_t at = 0;
  for (; at < rest.size() && rest[at] != '"'; ++at) {
    if (rest[at] == '\\' && at + 1 < rest.size()) ++at;
    value.push_back(rest[at]);
  }
  if (at >= rest.size()) return false;
  rest.remove_prefix(at + 1);
  return true;
}

const std::string* find(const std::vector<std::pair<std::string, std::string>>& parameters,
                        std::string_view name) {
  for (const auto& [candidate, value] : parameters) {
    if (equal_ignoring_case(candidate, name)) return &value;
  }
  return nullptr;
}

std::optional<std::string_view> view_of(const std::string* text) {
  if (text == nullptr) return std::nullopt;
  return *text;
}

}  // namespace

Result<ParameterizedValue> ParameterizedValue::parse(std::string_view text) {
  if (!is_field_value(text)) return bad_parameters("has a control character");
  ParameterizedValue result;
  const std::size_t first = std::min(text.find(';'), text.size());
  result.value = std::string(trim(text.substr(0, first)));
  std::string_view rest = text.substr(first);
  while (!rest.empty()) {
    rest.remove_prefix(1);
    const std::size_t name_end = std::min(rest.find_first_of("=;"), rest.size());
    const std::string name = to_lower(trim(rest.substr(0, name_end)));
    const bool has_value = name_end < rest.size() && rest[name_end] == '=';
    rest.remove_prefix(has_value ? name_end + 1 : name_end);
    if (!has_value) {
      if (!name.empty()) result.parameters.emplace_back(name, "");
      continue;
    }
    if (name.empty()) return bad_parameters("has a parameter without a name");
    std::string value;
    const std::string_view ahead = trim(rest);
    if (ahead.starts_with('"')) {
      rest.remove_prefix(rest.find('"') + 1);
      if (!read_quoted(rest, value)) return bad_parameters("has a quote that does not end");
      const std::size_t next = std::min(rest.find(';'), rest.size());
      if (!trim(rest.substr(0, next)).empty()) return bad_parameters("goes on behind a closing quote");
      rest.remove_prefix(next);
    } else {
      const std::size_t next = std::min(rest.find(';'), rest.size());
      value = std::string(trim(rest.substr(0, next)));
      rest.remove_prefix(next);
    }
    result.parameters.emplace_back(name, std::move(value));
  }
  return result;
}

std::optional<std::string_view> ParameterizedValue::get(std::string_view name) const {
  return view_of(find(parameters, name));
}

Result<MediaType> MediaType::parse(std::string_view text) {
  Result<ParameterizedValue> read = ParameterizedValue::parse(text);
  if (!read) return fail("InvalidMediaType", read.error().message);
  const std::string_view essence = read->value;
  const std::size_t slash = std::min(essence.find('/'), essence.size());
  const std::string_view type = essence.substr(0, slash);
  const std::string_view subtype = essence.substr(std::min(slash + 1, essence.size()));
  if (!is_token(type) || !is_token(subtype)) {
    return fail("InvalidMediaType", "'" + excerpt(text) + "' is not a media type",
                "write it like application/json; charset=utf-8");
  }
  return MediaType{to_lower(type), to_lower(subtype), std::move(read->parameters)};
}

std::optional<std::string_view> MediaType::parameter(std::string_view name) const {
  return view_of(find(parameters, name));
}

std::string MediaType::charset() const {
  const std::string* text = find(parameters, "charset");
  return text == nullptr ? std::string() : to_lower(*text);
}

}  // namespace droppoint::http
