#include "emulator/http/uri.hpp"

#include "emulator/http/form.hpp"
#include "emulator/http/headers.hpp"

#include <algorithm>

namespace droppoint::http {
namespace {

tl::unexpected<Error> bad_target(std::string_view why) {
  return fail("InvalidTarget", "the request target " + std::string(why));
}

std::string decoded_or_raw(std::string_view raw) {
  Result<std::string> decoded = form_decode(raw);
  return decoded ? std::move(*decoded) : std::string(raw);
}

}  // namespace

Result<Target> Target::parse(std::string_view raw) {
  // Bytes above 0x7E are let through: some clients send UTF-8 unencoded.
  const bool acceptable = std::all_of(raw.begin(), raw.end(), [](char character) {
    return static_cast<unsigned char>(character) > 0x20 && character != 0x7F && character != '#';
  });
  if (!acceptable) return bad_target("has a space, a control character or a fragment");
  Target target;
  target.raw_ = std::string(raw);
  std::size_t path_start = 0;
  if (!raw.starts_with('/')) {
    const std::size_t scheme = std::min(raw.find("://"), raw.size());
    const std::string_view name = raw.substr(0, scheme);
    if (!equal_ignoring_case(name, "http") && !equal_ignoring_case(name, "https")) {
      return bad_target("is neither a path nor an http URL");
    }
    target.authority_.start = scheme + 3;
    path_start = std::min(raw.find_first_of("/?", target.authority_.start), raw.size());
    target.authority_.size = path_start - target.authority_.start;
    if (!split_authority(target.authority())) return bad_target("has no valid host");
  }
  const std::size_t question = std::min(raw.find('?', path_start), raw.size());
  target.path_ = {path_start, question - path_start};
  if (question < raw.size()) target.query_ = {question + 1, raw.size() - question - 1};
  const Result<void> path = target.read_path();
  if (!path) return bad_target("has a broken percent-encoding in its path: " + path.error().message);
  target.read_query();
  return target;
}

Result<void> Target::read_path() {
  std::string_view rest = raw_path();
  trailing_slash_ = rest.size() > 1 && rest.back() == '/';
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('/'), rest.size());
    const std::string_view segment = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (segment.empty()) continue;
    if (segment.find('%') == std::string_view::npos) {
      segments_.emplace_back(segment);
      continue;
    }
    Result<std::string> decoded = percent_decode(segment);
    if (!decoded) return tl::unexpected<Error>(std::move(decoded.error()));
    segments_.push_back(std::move(*decoded));
  }
  trailing_slash_ = trailing_slash_ && !segments_.empty();
  return {};
}

void Target::read_query() {
  std::string_view rest = raw_query();
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('&'), rest.size());
    const std::string_view item = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (item.empty()) continue;
    const std::size_t equals = item.find('=');
    const bool has_value = equals != std::string_view::npos;
    const std::string_view name = item.substr(0, equals);
    const std::string_view value = has_value ? item.substr(equals + 1) : std::string_view();
    items_.push_back(
        {std::string(name), std::string(value), decoded_or_raw(name), decoded_or_raw(value), has_value});
  }
}

std::optional<std::string_view> Target::query(std::string_view name) const {
  for (const QueryItem& item : items_) {
    if (equal_ignoring_case(item.name, name)) return item.value;
  }
  return std::nullopt;
}

std::optional<std::string_view> Target::query_exact(std::string_view name) const {
  for (const QueryItem& item : items_) {
    if (item.name == name) return item.value;
  }
  return std::nullopt;
}

}  // namespace droppoint::http
