#pragma once

#include <string_view>

#include "emulator/http/message.hpp"
#include "emulator/http/uri.hpp"
#include "emulator/journal/journal.hpp"

// The control API's reads of the journal: /traces, /traces/{id}, /hops, /journal.

namespace droppoint::app {

// `?verdict=&drop_point=&cause=&kind=&after=&limit=` → {"traces":[…],"next"}.
http::Response list_traces(const journal::Reader& journal, const http::Target& target);
http::Response get_trace(const journal::Reader& journal, std::string_view id);
// `?after=&trace=&from=&to=&limit=` → {"hops":[…],"next"}.
http::Response list_hops(const journal::Reader& journal, const http::Target& target);
// `?format=json`.
http::Response export_journal(const journal::Reader& journal, const http::Target& target);

}  // namespace droppoint::app
