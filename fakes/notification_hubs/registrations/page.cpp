#include "fakes/notification_hubs/registrations/page.hpp"

#include <algorithm>
#include <charconv>

#include "emulator/http/uri.hpp"
#include "fakes/auth/base64.hpp"

namespace droppoint::fakes::notification_hubs {
namespace {

std::optional<std::uint64_t> number_in(std::string_view text) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

std::string token_of(std::uint64_t sequence) {
  return http::percent_encode(auth::base64_encode(std::to_string(sequence)));
}

// Clients hand the token on as it is, or encoded once more.
std::optional<std::uint64_t> sequence_in(std::string_view token) {
  const auto decoded = http::percent_decode(token);
  const auto bytes = auth::base64_decode(decoded.value_or(std::string(token)));
  if (!bytes) return std::nullopt;
  return number_in(*bytes);
}

}  // namespace

tl::expected<Page, Refusal> page_of(const Call& call, const Registrations::List& all) {
  std::size_t most = kPageMax;
  if (const auto top = call.target.query("$top")) {
    const auto number = number_in(*top);
    if (!number || *number == 0)
      return tl::unexpected(Refusal{.status = 400, .message = "The query parameter '$top' is invalid"});
    most = static_cast<std::size_t>(std::min<std::uint64_t>(*number, kPageMax));
  }
  std::uint64_t after = 0;
  auto token = call.target.query("continuationtoken");
  if (!token) token = call.hop.request.headers.get("x-ms-continuationtoken");
  if (token) {
    const auto sequence = sequence_in(*token);
    if (!sequence)
      return tl::unexpected(Refusal{.status = 400, .message = "The continuation token is invalid"});
    after = *sequence;
  }
  const auto start = std::find_if(all.begin(), all.end(), [after](const RegistrationPointer& registration) {
    return registration->sequence > after;
  });
  const auto left = static_cast<std::size_t>(all.end() - start);
  const auto end = start + static_cast<std::ptrdiff_t>(std::min(left, most));
  Page page{.registrations = {start, end}, .next = {}};
  if (end != all.end()) page.next = token_of(page.registrations.back()->sequence);
  return page;
}

}  // namespace droppoint::fakes::notification_hubs
