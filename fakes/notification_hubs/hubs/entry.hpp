#pragma once

#include <string>

#include "fakes/notification_hubs/call.hpp"

namespace droppoint::fakes::notification_hubs {

struct Core;

// "https://contoso.servicebus.windows.net", by the host and the scheme that the caller used.
std::string base_address(const Call& call);

// The Atom entry of the call's hub, status 200 or 201. An entry that answers an update says nothing of when
// the hub was made, and only one that was read has the day's counts; so the recorded answers have it.
enum class EntryOf : std::uint8_t { creation, update, read };
http::Response entry_response(Core& core, const Call& call, EntryOf what);

// The entry as part of the feed that `self` is the address of.
std::string entry_in_feed(Core& core, const Call& call, const resources::Hub& hub, const std::string& self);

http::Response feed_response(std::string feed);

// What the service answers who reads a hub that is not there: 200, and a list of nothing.
http::Response no_such_hub(Core& core, const Call& call);

// "2026-01-01T00:00:00Z": whole seconds.
std::string atom_time(sim::Time time);

}  // namespace droppoint::fakes::notification_hubs
