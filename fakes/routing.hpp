#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "emulator/http/message.hpp"
#include "emulator/wire/party.hpp"

namespace droppoint::fakes {

// The names of the real clouds that the emulator answers for. "*.name" stands for every name below it.
struct EmulatedHost {
  std::string_view name;
  wire::Party party;
};
std::span<const EmulatedHost> emulated_hosts();

// Whose host name this is (port ignored, case ignored), if it is one of the real clouds'.
std::optional<wire::Party> party_of_host(std::string_view authority);

// True for localhost, 127.0.0.0/8 and ::1, with or without a port.
bool is_loopback_name(std::string_view authority);

// Who a request from outside is meant for: by host name when that is one of the real clouds', else by path.
// Nothing where neither tells. Paths of the control API are not routed here.
std::optional<wire::Party> route(const http::Request& request);

// Whether it asks for what may come later: the real-time channel's polls. Nobody expects an answer at once,
// so no time has to pass for its sake.
bool is_long_poll(const http::Request& request);

}  // namespace droppoint::fakes
