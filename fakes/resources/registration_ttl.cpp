#include "fakes/resources/registration_ttl.hpp"

#include <charconv>
#include <cstdint>

#include <fmt/format.h>

#include "emulator/excerpt.hpp"

namespace droppoint::resources {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr sim::Duration kShortest = hours(24);
// What a duration can hold here; longer ones, such as the service's own "never", are for ever.
constexpr std::uint64_t kDaysMax = 100'000;

tl::unexpected<Error> unreadable(std::string_view text) {
  return fail("InvalidRegistrationTtl", fmt::format("'{}' is no registration time to live", excerpt(text)));
}

Result<RegistrationTtl> checked(std::string_view text, sim::Duration ttl) {
  if (ttl < kShortest)
    return fail("InvalidRegistrationTtl",
                fmt::format("the registration time to live '{}' is shorter than a day", excerpt(text)));
  return RegistrationTtl(ttl);
}

// The digits at the front of `text`, which are taken off.
std::optional<std::uint64_t> take_number(std::string_view& text) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc()) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return number;
}

bool take(std::string_view& text, char expected) {
  if (text.empty() || text.front() != expected) return false;
  text.remove_prefix(1);
  return true;
}

}  // namespace

Result<RegistrationTtl> parse_time_span(std::string_view text) {
  std::string_view rest = text;
  auto first = take_number(rest);
  if (!first) return unreadable(text);
  std::uint64_t days = 0;
  auto hour = first;
  if (take(rest, '.')) {
    days = *first;
    hour = take_number(rest);
  }
  if (!hour || !take(rest, ':')) return unreadable(text);
  const auto minute = take_number(rest);
  if (!minute || !take(rest, ':')) return unreadable(text);
  const auto second = take_number(rest);
  // Fractions of a second are read over.
  if (second && take(rest, '.') && !take_number(rest)) return unreadable(text);
  if (!second || !rest.empty() || *hour > 23 || *minute > 59 || *second > 59) return unreadable(text);
  if (days > kDaysMax) return RegistrationTtl();
  return checked(text, hours(24 * days) + hours(*hour) + minutes(*minute) + seconds(*second));
}

std::string to_time_span(RegistrationTtl ttl) {
  if (!ttl) return std::string(kNeverTimeSpan);
  const auto whole = std::chrono::duration_cast<seconds>(*ttl).count();
  return fmt::format("{}.{:02}:{:02}:{:02}", whole / 86'400, whole / 3'600 % 24, whole / 60 % 60, whole % 60);
}

Result<RegistrationTtl> parse_ttl_duration(std::string_view text) {
  if (text == kNeverDuration) return RegistrationTtl();
  // A day count beyond what a duration can hold is for ever, too.
  std::string_view rest = text;
  if (!take(rest, 'P')) return unreadable(text);
  if (const auto days = take_number(rest); days && *days > kDaysMax && take(rest, 'D'))
    return RegistrationTtl();
  const auto ttl = sim::parse_duration(text);
  if (!ttl) return unreadable(text);
  return checked(text, *ttl);
}

std::string to_ttl_duration(RegistrationTtl ttl) {
  if (!ttl) return std::string(kNeverDuration);
  const auto whole = std::chrono::duration_cast<seconds>(*ttl).count();
  std::string text = fmt::format("P{}D", whole / 86'400);
  const auto left = whole % 86'400;
  if (left == 0) return text;
  text += 'T';
  if (left / 3'600 > 0) text += fmt::format("{}H", left / 3'600);
  if (left / 60 % 60 > 0) text += fmt::format("{}M", left / 60 % 60);
  if (left % 60 > 0) text += fmt::format("{}S", left % 60);
  return text;
}

}  // namespace droppoint::resources
