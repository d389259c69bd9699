#include "fakes/communication_services/chat/page.hpp"

#include <algorithm>
#include <charconv>

#include <nlohmann/json.hpp>

#include "emulator/http/headers.hpp"
#include "emulator/http/uri.hpp"
#include "fakes/communication_services/chat/access.hpp"
#include "fakes/communication_services/responses.hpp"

namespace droppoint::fakes::communication_services::chat {
namespace {

// The most that the service documents for a page, which is also what it gives unasked (inferred).
constexpr std::size_t kPageSizeMax = 200;

tl::expected<std::size_t, http::Response> read_count(const http::Target& target, std::string_view name,
                                                     std::size_t otherwise) {
  const auto text = target.query(name);
  if (!text) return otherwise;
  std::size_t count = 0;
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), count);
  if (error == std::errc() && end == text->data() + text->size()) return count;
  return tl::unexpected(bad_request(std::string(name) + " is no number: " + std::string(*text) + "."));
}

std::string next_link(const wire::Hop& hop, const PageParameter& changed) {
  const auto target = http::Target::parse(hop.request.target);
  std::string query;
  const auto add = [&query](std::string_view name, std::string_view value) {
    query.append(query.empty() ? "?" : "&").append(http::percent_encode(name)).append("=");
    query += http::percent_encode(value);
  };
  for (const http::QueryItem& item : target->query_items()) {
    if (!http::equal_ignoring_case(item.name, changed.name)) add(item.name, item.value);
  }
  add(changed.name, changed.value);
  return origin_url_of(hop) + std::string(target->raw_path()) + query;
}

}  // namespace

tl::expected<PageRequest, http::Response> read_page_request(const http::Request& request) {
  const auto target = http::Target::parse(request.target);
  if (!target) return tl::unexpected(bad_request("The target of the request cannot be read."));
  PageRequest page;
  const auto size = read_count(*target, "maxPageSize", kPageSizeMax);
  if (!size) return tl::unexpected(size.error());
  if (*size == 0) return tl::unexpected(bad_request("maxPageSize is less than 1."));
  page.size = std::min(*size, kPageSizeMax);
  const auto skip = read_count(*target, "skip", 0);
  if (!skip) return tl::unexpected(skip.error());
  page.skip = *skip;
  if (const auto text = target->query("startTime")) {
    const auto time = sim::parse_iso8601(*text);
    if (!time) return tl::unexpected(bad_request("startTime is no time: " + std::string(*text) + "."));
    page.start_time = *time;
  }
  if (target->has_query("syncState")) {
    const auto before = read_count(*target, "syncState", 0);
    if (!before) return tl::unexpected(before.error());
    page.before = *before;
  }
  return page;
}

std::string origin_url_of(const wire::Hop& hop) {
  const wire::Protocol protocol = hop.origin.protocol;
  const bool clear = protocol == wire::Protocol::http1 || protocol == wire::Protocol::http2;
  return (clear ? "http://" : "https://") + hop.request.authority;
}

http::Response page_answer(const wire::Hop& hop, nlohmann::ordered_json entries,
                           const PageParameter& changed) {
  nlohmann::ordered_json answer;
  answer["value"] = std::move(entries);
  if (!changed.name.empty()) answer["nextLink"] = next_link(hop, changed);
  return json_answer(200, answer);
}

http::Response page_answer(const wire::Hop& hop, const PageRequest& page, nlohmann::ordered_json all) {
  nlohmann::ordered_json entries = nlohmann::ordered_json::array();
  const std::size_t start = std::min(page.skip, all.size());
  const std::size_t end = start + std::min(page.size, all.size() - start);
  for (std::size_t index = start; index < end; ++index) entries.push_back(std::move(all[index]));
  if (end == all.size()) return page_answer(hop, std::move(entries));
  return page_answer(hop, std::move(entries), {"skip", std::to_string(end)});
}

}  // namespace droppoint::fakes::communication_services::chat
