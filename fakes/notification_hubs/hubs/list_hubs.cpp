#include <charconv>

#include "emulator/http/text.hpp"
#include "fakes/notification_hubs/hubs/entry.hpp"
#include "fakes/notification_hubs/hubs/operations.hpp"

namespace droppoint::fakes::notification_hubs {
namespace {

// The most that the service gives at once is not documented; Java's client asks for all there can be.
constexpr std::uint64_t kTopDefault = 100;

std::optional<std::uint64_t> number_in(const Call& call, std::string_view name, std::uint64_t otherwise) {
  const auto text = call.target.query(name);
  if (!text || text->empty()) return otherwise;
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), number);
  if (error != std::errc() || end != text->data() + text->size()) return std::nullopt;
  return number;
}

}  // namespace

Reply list_hubs(Core& core, Call& call) {
  const auto skip = number_in(call, "$skip", 0);
  const auto top = number_in(call, "$top", kTopDefault);
  if (!skip || !top)
    return tl::unexpected(
        Refusal{.status = 400, .message = "SubCode=40000. The values of $skip and $top are numbers."});
  const std::string self = base_address(call) + call.target.raw();
  std::string feed =
      R"(<feed xmlns="http://www.w3.org/2005/Atom"><title type="text">NotificationHubs</title><id>)" +
      http::escape_xml(self) + "</id><updated>" + atom_time(core.now()) +
      R"(</updated><link rel="self" href=")" + http::escape_xml(self) + R"("/>)";
  std::uint64_t index = 0;
  for (const auto& [name, hub] : call.name_space->hubs) {
    const bool before = index < *skip;
    const bool after = index >= *skip && index - *skip >= *top;
    ++index;
    if (!before && !after) feed += entry_in_feed(core, call, hub, self);
  }
  return feed_response(feed + "</feed>");
}

}  // namespace droppoint::fakes::notification_hubs
