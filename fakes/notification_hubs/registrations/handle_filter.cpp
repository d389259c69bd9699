#include "fakes/notification_hubs/registrations/handle_filter.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "emulator/excerpt.hpp"
#include "emulator/http/headers.hpp"
#include "emulator/http/text.hpp"
#include "emulator/http/uri.hpp"

namespace droppoint::fakes::notification_hubs {
namespace {

constexpr std::string_view kAnyKind = "ChannelUri";

// Takes a word and the space behind it, ignoring case.
bool take_word(std::string_view& text, std::string_view word) {
  text = http::trim(text);
  if (text.size() <= word.size() || text[word.size()] != ' ') return false;
  if (!http::equal_ignoring_case(text.substr(0, word.size()), word)) return false;
  text.remove_prefix(word.size() + 1);
  return true;
}

// A quoted text, its quotes doubled within. The JavaScript client leaves the first quote of a Baidu channel
// out.
std::optional<std::string> take_value(std::string_view& text) {
  text = http::trim(text);
  if (text.starts_with('\'')) text.remove_prefix(1);
  std::string value;
  while (true) {
    const std::size_t end = text.find('\'');
    if (end == std::string_view::npos) return std::nullopt;
    value += text.substr(0, end);
    text.remove_prefix(end + 1);
    if (!text.starts_with('\'')) return value;
    value += '\'';
    text.remove_prefix(1);
  }
}

// The JavaScript client encodes URLs in a filter once more.
bool same_handle(std::string_view stored, const std::string& asked, bool any_case) {
  if (any_case) return http::equal_ignoring_case(stored, asked);
  if (stored == asked) return true;
  const auto decoded = http::percent_decode(asked);
  return decoded && stored == *decoded;
}

}  // namespace

Result<HandleFilter> HandleFilter::parse(std::string_view text) {
  const auto wrong = [whole = text] {
    return fail("InvalidFilter", fmt::format("The filter '{}' is not supported", excerpt(whole)));
  };
  HandleFilter filter;
  do {
    text = http::trim(text);
    const std::string element(text.substr(0, text.find(' ')));
    text.remove_prefix(element.size());
    if (element.empty() || !take_word(text, "eq")) return wrong();
    auto value = take_value(text);
    if (!value) return wrong();
    filter.comparisons_.push_back({element, std::move(*value)});
  } while (take_word(text, "and"));
  if (!http::trim(text).empty()) return wrong();
  return filter;
}

bool HandleFilter::matches(const Registration& registration) const {
  const PlatformKind& kind = *registration.kind;
  const bool any_case = kind.name == kApple.name;
  return std::all_of(comparisons_.begin(), comparisons_.end(), [&](const Comparison& comparison) {
    if (http::equal_ignoring_case(comparison.element, kAnyKind))
      return same_handle(registration.handle(), comparison.value, any_case);
    for (std::size_t index = 0; index < registration.handle_parts.size(); ++index) {
      if (http::equal_ignoring_case(comparison.element, kind.handle_elements[index]))
        return same_handle(registration.handle_parts[index], comparison.value, any_case);
    }
    return false;
  });
}

}  // namespace droppoint::fakes::notification_hubs
