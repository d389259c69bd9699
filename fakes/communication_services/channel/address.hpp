#pragma once

#include <string>

#include "emulator/wire/hop.hpp"

namespace droppoint::fakes::communication_services::channel {

// "https://127.0.0.1:10600": where the request was sent to, for a client that is to come back there. Always
// with its port: without one Socket.IO's client takes that of its page.
std::string base_url(const wire::Hop& hop);
// The same of one of the real hosts, with the port that the request's authority has.
std::string base_url(const wire::Hop& hop, std::string_view host);

}  // namespace droppoint::fakes::communication_services::channel
