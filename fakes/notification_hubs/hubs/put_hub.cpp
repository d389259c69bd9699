#include <algorithm>

#include "fakes/notification_hubs/hubs/description.hpp"
#include "fakes/notification_hubs/hubs/entry.hpp"
#include "fakes/notification_hubs/hubs/operations.hpp"

namespace droppoint::fakes::notification_hubs {
namespace {

constexpr std::size_t kNameSizeMax = 265;

// Resource Manager's rule for the same names.
bool is_hub_name(std::string_view name) {
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  return !name.empty() && name.size() <= kNameSizeMax && is_letter(name.front()) &&
         std::all_of(name.begin(), name.end(), [&](char c) {
           return is_letter(c) || (c >= '0' && c <= '9') || std::string_view("-./_").find(c) < 4;
         });
}

Refusal bad_request(std::string message) {
  const bool numbered = message.starts_with("SubCode=");
  return Refusal{.status = 400, .message = numbered ? std::move(message) : "SubCode=40000. " + message};
}

}  // namespace

// Without If-Match a hub is made, and one that exists is a conflict (recorded); with it, as the clients'
// update sends it, it must exist. There is one state of a hub, so any value of If-Match matches.
Reply put_hub(Core& core, Call& call) {
  const bool updates = call.hop.request.headers.contains("If-Match");
  if (updates && call.hub == nullptr) return tl::unexpected(hub_not_found("there is no such hub to update"));
  if (!updates && call.hub != nullptr)
    return tl::unexpected(Refusal{.status = 409, .message = "SubCode=40900. Conflict"});
  const std::string& name = call.parameters.text("hub");
  if (!is_hub_name(name)) return tl::unexpected(bad_request("The hub name '" + name + "' is not valid."));
  auto description = read_hub_description(http::bytes_of(call.hop.request.body), core.now());
  if (!description) return tl::unexpected(bad_request(description.error().message));
  if (description->disabled) return tl::unexpected(not_emulated("disabled hubs (Status)"));

  resources::Hub hub =
      updates ? *call.hub
              : resources::Hub{.name = name, .location = call.name_space->location, .created_at = core.now()};
  apply(std::move(*description), hub, core.hub_keys, core.now());
  const std::string key = hub.name;
  call.hub = &call.name_space->hubs.insert_or_assign(key, std::move(hub)).first->second;
  core.ledger().event(call.hop.trace, wire::Party::notification_hubs,
                      updates ? "hub-written" : "resource-created",
                      resources::resource_id_of(*call.name_space, *call.hub));
  return entry_response(core, call, updates ? EntryOf::update : EntryOf::creation);
}

}  // namespace droppoint::fakes::notification_hubs
