#include "emulator/http/route_pattern.hpp"

#include "emulator/assert.hpp"
#include "emulator/http/headers.hpp"

#include <algorithm>
#include <charconv>

namespace droppoint::http {
namespace {

bool is_uuid(std::string_view text) {
  if (text.size() != 36) return false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char character = text[at];
    const bool dash = at == 8 || at == 13 || at == 18 || at == 23;
    const bool hexadecimal = (character >= '0' && character <= '9') ||
                             (character >= 'a' && character <= 'f') || (character >= 'A' && character <= 'F');
    if (dash ? character != '-' : !hexadecimal) return false;
  }
  return true;
}

bool read_integer(std::string_view text, std::int64_t& value) {
  if (text.empty() || text.front() == '-') return false;
  const auto [stopped, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && stopped == text.data() + text.size();
}

}  // namespace

const std::string* PathParameters::find(std::string_view name) const {
  for (const auto& [candidate, value] : values_) {
    if (candidate == name) return &value;
  }
  return nullptr;
}

const std::string& PathParameters::text(std::string_view name) const {
  const std::string* found = find(name);
  DROPPOINT_ASSERT(found != nullptr, "the route's pattern has no parameter of that name");
  return *found;
}

std::string PathParameters::uuid(std::string_view name) const {
  const std::string& value = text(name);
  DROPPOINT_ASSERT(is_uuid(value), "the parameter is not declared as {name:uuid}");
  return to_lower(value);
}

std::int64_t PathParameters::integer(std::string_view name) const {
  std::int64_t value = 0;
  const bool good = read_integer(text(name), value);
  DROPPOINT_ASSERT(good, "the parameter is not declared as {name:integer}");
  return value;
}

RoutePattern::RoutePattern(std::string_view text, LiteralCase literal_case)
    : text_(text), literal_case_(literal_case) {
  DROPPOINT_ASSERT(text.starts_with('/'), "a pattern starts with a slash");
  std::string_view rest = text;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('/'), rest.size());
    if (end > 0) segments_.push_back(read_segment(rest.substr(0, end)));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  const auto rests = std::count_if(segments_.begin(), segments_.end(),
                                   [](const Segment& segment) { return segment.kind == Kind::rest; });
  DROPPOINT_ASSERT(rests <= 1, "a pattern has one {name...} at most");
  has_rest_ = rests == 1;
}

RoutePattern::Segment RoutePattern::read_segment(std::string_view text) {
  Segment segment;
  const std::size_t open = text.find('{');
  const std::size_t close = text.find('}');
  if (open == std::string_view::npos && close == std::string_view::npos) {
    segment.before = std::string(text);
    return segment;
  }
  DROPPOINT_ASSERT(open != std::string_view::npos && close != std::string_view::npos && open + 1 < close,
                   "a parameter is written {name}");
  std::string_view inside = text.substr(open + 1, close - open - 1);
  segment.before = std::string(text.substr(0, open));
  segment.behind = std::string(text.substr(close + 1));
  DROPPOINT_ASSERT(segment.behind.find_first_of("{}") == std::string::npos,
                   "a segment has one parameter at most");
  const bool affixed = !segment.before.empty() || !segment.behind.empty();
  segment.kind = affixed ? Kind::affixed : Kind::plain;
  if (inside.ends_with("...")) {
    DROPPOINT_ASSERT(!affixed, "{name...} stands alone between slashes");
    inside.remove_suffix(3);
    segment.kind = Kind::rest;
  } else if (const std::size_t colon = inside.find(':'); colon != std::string_view::npos) {
    const std::string_view type = inside.substr(colon + 1);
    DROPPOINT_ASSERT(type == "text" || type == "uuid" || type == "integer",
                     "a parameter's type is text, uuid or integer");
    inside = inside.substr(0, colon);
    if (type == "uuid") segment.type = Type::uuid;
    if (type == "integer") segment.type = Type::integer;
    if (!affixed && segment.type != Type::text) segment.kind = Kind::typed;
  }
  DROPPOINT_ASSERT(!inside.empty(), "a parameter has a name");
  segment.name = std::string(inside);
  return segment;
}

bool RoutePattern::same(std::string_view literal, std::string_view text) const {
  return literal_case_ == LiteralCase::exact ? literal == text : equal_ignoring_case(literal, text);
}

bool RoutePattern::segment_matches(const Segment& segment, std::string_view text) const {
  if (segment.kind == Kind::literal) return same(segment.before, text);
  const std::size_t affixes = segment.before.size() + segment.behind.size();
  if (text.size() <= affixes) return false;
  if (!same(segment.before, text.substr(0, segment.before.size()))) return false;
  if (!same(segment.behind, text.substr(text.size() - segment.behind.size()))) return false;
  if (segment.type == Type::text) return true;
  const std::string_view value = text.substr(segment.before.size(), text.size() - affixes);
  std::int64_t ignored = 0;
  return segment.type == Type::uuid ? is_uuid(value) : read_integer(value, ignored);
}

std::size_t RoutePattern::rest_size(std::size_t count) const {
  return has_rest_ ? count + 1 - segments_.size() : 0;
}

bool RoutePattern::matches(const std::vector<std::string>& segments) const {
  const bool fits = has_rest_ ? segments.size() + 1 >= segments_.size() : segments.size() == segments_.size();
  if (!fits) return false;
  std::size_t at = 0;
  for (const Segment& segment : segments_) {
    if (segment.kind == Kind::rest) {
      at += rest_size(segments.size());
    } else if (!segment_matches(segment, segments[at++])) {
      return false;
    }
  }
  return true;
}

PathParameters RoutePattern::parameters(const std::vector<std::string>& segments) const {
  PathParameters parameters;
  std::size_t at = 0;
  for (const Segment& segment : segments_) {
    if (segment.kind == Kind::rest) {
      std::string joined;
      for (std::size_t left = rest_size(segments.size()); left > 0; --left, ++at) {
        if (!joined.empty()) joined.push_back('/');
        joined += segments[at];
      }
      parameters.add(segment.name, std::move(joined));
      continue;
    }
    const std::string& text = segments[at++];
    if (segment.kind == Kind::literal) continue;
    const std::size_t size = text.size() - segment.before.size() - segment.behind.size();
    parameters.add(segment.name, text.substr(segment.before.size(), size));
  }
  return parameters;
}

bool RoutePattern::goes_before(const RoutePattern& other) const {
  const std::size_t count = std::max(segments_.size(), other.segments_.size());
  for (std::size_t at = 0; at < count; ++at) {
    const Kind mine = at < segments_.size() ? segments_[at].kind : Kind::end;
    const Kind theirs = at < other.segments_.size() ? other.segments_[at].kind : Kind::end;
    if (mine != theirs) return mine < theirs;
  }
  return false;
}

}  // namespace droppoint::http
