#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include <nlohmann/json_fwd.hpp>
#include <tl/expected.hpp>

#include "emulator/http/message.hpp"
#include "emulator/wire/hop.hpp"

namespace droppoint::fakes::communication_services::chat {

// What a list call asks for.
struct PageRequest {
  // `maxPageSize`, cut to what the service gives at most.
  std::size_t size = 0;
  // `skip`: how many entries the pages before this one had.
  std::size_t skip = 0;
  // `startTime`: nothing older.
  sim::Time start_time{};
  // `syncState`: only what comes before the entry of that number, with which the page before this one ended;
  // nothing for the first page. (The real one is opaque.)
  std::optional<std::uint64_t> before = {};
};

// Fails with 400 for what is no number and no time.
tl::expected<PageRequest, http::Response> read_page_request(const http::Request& request);

// "https://host:port", by the host and scheme that the client used.
std::string origin_url_of(const wire::Hop& hop);

// `{"value","nextLink"}`. The link is absolute, with the request's own query but for `changed`, which takes
// the place of the parameter of that name. None if `changed` is empty.
struct PageParameter {
  std::string name;
  std::string value;
};
http::Response page_answer(const wire::Hop& hop, nlohmann::ordered_json entries,
                           const PageParameter& changed = {});

// The page of all entries that `skip` and size ask for.
http::Response page_answer(const wire::Hop& hop, const PageRequest& page, nlohmann::ordered_json all);

}  // namespace droppoint::fakes::communication_services::chat
