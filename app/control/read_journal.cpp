#include "app/control/read_journal.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <initializer_list>

#include <nlohmann/json.hpp>

#include "emulator/http/response.hpp"
#include "emulator/journal/json.hpp"
#include "fakes/causes.hpp"
#include "fakes/control/answers.hpp"

namespace droppoint::app {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kLimitMost = 1000;
constexpr std::array<std::string_view, 5> kKinds{"incoming-call", "stop-ringing", "chat-message", "direct",
                                                 "event"};

// One query item at a time; the first that is wrong is kept for the answer.
class Query {
 public:
  explicit Query(const http::Target& target) : target_(target) {}

  std::string text(std::string_view name) const { return std::string(target_.query(name).value_or("")); }
  std::uint64_t number(std::string_view name, std::uint64_t otherwise) {
    const std::string written = text(name);
    if (written.empty()) return otherwise;
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(written.data(), written.data() + written.size(), value);
    if (error != std::errc() || end != written.data() + written.size()) refuse(name, written, "a number");
    return value;
  }
  template <class Value>
  std::optional<Value> parsed(std::string_view name, std::optional<Value> (*parse)(std::string_view),
                              std::string_view what) {
    const std::string written = text(name);
    if (written.empty()) return std::nullopt;
    auto value = parse(written);
    if (!value) refuse(name, written, what);
    return value;
  }

  // What is not among these is a mistake.
  void allow(std::initializer_list<std::string_view> names) {
    for (const http::QueryItem& item : target_.query_items()) {
      const auto is_it = [&item](std::string_view name) {
        return http::equal_ignoring_case(name, item.name);
      };
      if (refusal || std::any_of(names.begin(), names.end(), is_it)) continue;
      std::string possible;
      for (const std::string_view name : names)
        possible += (possible.empty() ? "" : ", ") + std::string(name);
      refusal = control::error_response(400, "InvalidQuery", "there is no '" + item.name + "' to ask by",
                                        possible.empty() ? "leave it out" : "possible are " + possible);
    }
  }
  std::size_t limit() {
    const std::uint64_t written = number("limit", 100);
    if (written == 0 || written > kLimitMost) {
      refuse("limit", text("limit"), "from 1 to " + std::to_string(kLimitMost));
    }
    return written;
  }

  std::optional<http::Response> refusal;

  void refuse(std::string_view name, const std::string& written, std::string_view what) {
    if (refusal) return;
    refusal = control::error_response(
        400, "InvalidQuery",
        "'" + std::string(name) + "' must be " + std::string(what) + ", not '" + written + "'");
  }

 private:
  const http::Target& target_;
};

http::Response answer(const Json& json) {
  return http::json_response(200, json.dump());
}

}  // namespace

http::Response list_traces(const journal::Reader& journal, const http::Target& target) {
  Query query(target);
  journal::TraceFilter filter;
  query.allow({"verdict", "drop_point", "cause", "kind", "after", "limit"});
  filter.state = query.parsed("verdict", &wire::parse_verdict_state, "pending, delivered or dropped");
  if (const std::string written = query.text("drop_point"); !written.empty()) {
    filter.drop_point = static_cast<int>(query.number("drop_point", 0));
    if (*filter.drop_point < 1 || *filter.drop_point > 3) query.refuse("drop_point", written, "1, 2 or 3");
  }
  filter.cause = query.text("cause");
  if (!filter.cause.empty() && fakes::find_cause(filter.cause) == nullptr) {
    query.refuse("cause", filter.cause, "a cause of the catalogue (docs/causes.md)");
  }
  filter.kind = query.text("kind");
  if (!filter.kind.empty() && std::find(kKinds.begin(), kKinds.end(), filter.kind) == kKinds.end()) {
    query.refuse("kind", filter.kind, "incoming-call, stop-ringing, chat-message, direct or event");
  }
  std::string after = query.text("after");
  if (const auto id = wire::parse_trace_id(after)) {
    filter.after = id->value;
  } else {
    filter.after = query.number("after", 0);
  }
  filter.limit = query.limit();
  if (query.refusal) return *query.refusal;
  Json json;
  json["traces"] = Json::array();
  const auto traces = journal.traces(filter);
  for (const auto& trace : traces) json["traces"].push_back(journal::to_json(trace));
  json["next"] = !traces.empty() && traces.size() == filter.limit
                     ? Json(wire::to_text(traces.back().trace.id))
                     : Json(nullptr);
  return answer(json);
}

http::Response get_trace(const journal::Reader& journal, std::string_view id) {
  const auto parsed = wire::parse_trace_id(id);
  const auto view = parsed ? journal.trace(*parsed) : std::nullopt;
  if (view) return answer(journal::to_json(*view));
  return control::error_response(404, "TraceNotFound", "there is no trace '" + std::string(id) + "'",
                                 "GET /_droppoint/v1/traces lists them");
}

http::Response list_hops(const journal::Reader& journal, const http::Target& target) {
  Query query(target);
  journal::HopFilter filter;
  query.allow({"after", "trace", "from", "to", "limit"});
  filter.after = query.number("after", 0);
  filter.trace = query.parsed("trace", &wire::parse_trace_id, "a trace's id such as t12");
  filter.from = query.parsed("from", &wire::parse_party, "a party");
  filter.to = query.parsed("to", &wire::parse_party, "a party");
  filter.limit = query.limit();
  if (query.refusal) return *query.refusal;
  Json json;
  json["hops"] = Json::array();
  const auto hops = journal.hops(filter);
  for (const auto& hop : hops) json["hops"].push_back(journal::to_json(*hop));
  json["next"] = !hops.empty() && hops.size() == filter.limit ? Json(hops.back()->sequence) : Json(nullptr);
  return answer(json);
}

http::Response export_journal(const journal::Reader& journal, const http::Target& target) {
  const auto format = target.query("format").value_or("json");
  if (format == "json") return http::json_response(200, journal::export_json(journal));
  return control::error_response(400, "UnknownFormat", "there is no format '" + std::string(format) + "'",
                                 "formats: json");
}

}  // namespace droppoint::app
