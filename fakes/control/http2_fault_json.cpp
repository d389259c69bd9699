#include "fakes/control/http2_fault_json.hpp"

#include <array>
#include <limits>
#include <optional>

#include <nlohmann/json.hpp>

namespace droppoint::control {
namespace {

using config::ObjectReader;

// Of stream identifiers, and of what MAX_CONCURRENT_STREAMS is of use for.
constexpr std::int64_t kHttp2NumberMax = std::numeric_limits<std::int32_t>::max();
// Its frame has to be one that every client takes (16,384 bytes), with room for escapes.
constexpr std::size_t kReasonBytesMax = 1000;

std::optional<wire::Http2Error> read_http2_error(ObjectReader& reader) {
  const auto written = reader.text("error");
  if (!written) return std::nullopt;
  const auto error = wire::parse_http2_error(*written);
  if (!error) {
    std::vector<std::string> known;
    for (int number = 0; number < wire::kHttp2ErrorCount; ++number) {
      known.emplace_back(wire::to_text(static_cast<wire::Http2Error>(number)));
    }
    reader.wrong("error", "'" + *written + "' is no error code of HTTP/2",
                 config::suggestion(*written, known));
  }
  return error;
}

void read_last_stream(ObjectReader& reader, wire::GoAway& away) {
  using Last = wire::GoAway::Last;
  const auto* value = reader.any("last_stream");
  if (value == nullptr) return;
  if (*value == "previous" || *value == "this") {
    away.last = *value == "this" ? Last::this_one : Last::previous;
    return;
  }
  const std::int64_t stream = value->is_number_integer() ? value->get<std::int64_t>() : -1;
  const bool may_be_a_clients = stream == 0 || stream % 2 == 1;
  if (stream < 0 || stream > kHttp2NumberMax || !may_be_a_clients) {
    reader.wrong("last_stream",
                 "'last_stream' must be previous, this, 0 or an odd number, not " + config::describe(*value),
                 "previous: the request is not worked on; this: it is the last that is answered");
    return;
  }
  away.last = Last::number;
  away.stream = static_cast<std::uint32_t>(stream);
}

wire::GoAway read_goaway(const nlohmann::ordered_json& value, const std::string& pointer,
                         std::vector<config::Mistake>& mistakes) {
  ObjectReader reader(value, pointer, "goaway", mistakes);
  wire::GoAway away;
  away.error = read_http2_error(reader).value_or(away.error);
  away.reason = reader.text("reason").value_or("");
  if (away.reason.size() > kReasonBytesMax) {
    reader.wrong("reason", "'reason' has " + std::to_string(away.reason.size()) + " bytes; 1000 at most");
  }
  read_last_stream(reader, away);
  reader.finish();
  return away;
}

wire::ResetStream read_rst_stream(const nlohmann::ordered_json& value, const std::string& pointer,
                                  std::vector<config::Mistake>& mistakes) {
  ObjectReader reader(value, pointer, "rst_stream", mistakes);
  if (!reader.has("error")) reader.wrong_object("rst_stream needs 'error'", "such as REFUSED_STREAM");
  wire::ResetStream reset;
  reset.error = read_http2_error(reader).value_or(reset.error);
  reader.finish();
  return reset;
}

wire::ChangeSettings read_changed_settings(const nlohmann::ordered_json& value, const std::string& pointer,
                                           std::vector<config::Mistake>& mistakes) {
  constexpr std::string_view kStreams = "max_concurrent_streams";
  ObjectReader reader(value, pointer, "settings", mistakes);
  if (!reader.has(kStreams)) reader.wrong_object("settings needs 'max_concurrent_streams'");
  wire::ChangeSettings settings;
  settings.max_concurrent_streams =
      static_cast<std::uint32_t>(reader.integer(kStreams, 0, kHttp2NumberMax).value_or(0));
  reader.finish();
  return settings;
}

}  // namespace

wire::Http2Effect read_http2_effect(const nlohmann::ordered_json& value, const std::string& pointer,
                                    std::vector<config::Mistake>& mistakes) {
  constexpr std::array<std::string_view, 6> kKinds{"goaway", "rst_stream", "settings",
                                                   "window", "ping",       "close"};
  ObjectReader reader(value, pointer, "http2", mistakes);
  wire::Http2Effect effect;
  int given = 0;
  for (const std::string_view kind : kKinds) given += reader.has(kind) ? 1 : 0;
  if (given != 1) {
    // A key that is misspelt says more than that none is there.
    const std::size_t before = mistakes.size();
    if (given == 0) reader.finish();
    if (mistakes.size() == before) {
      reader.wrong_object("http2 needs exactly one of goaway, rst_stream, settings, window, ping, close");
    }
    return effect;
  }
  if (const auto* away = reader.object("goaway")) {
    effect = read_goaway(*away, reader.pointer_of("goaway"), mistakes);
  } else if (const auto* reset = reader.object("rst_stream")) {
    effect = read_rst_stream(*reset, reader.pointer_of("rst_stream"), mistakes);
  } else if (const auto* settings = reader.object("settings")) {
    effect = read_changed_settings(*settings, reader.pointer_of("settings"), mistakes);
  } else if (reader.choice("window", {"stall"})) {
    effect = wire::StallWindow{};
  } else if (reader.choice("ping", {"ignore"})) {
    effect = wire::IgnorePings{};
  } else if (reader.choice("close", {"idle"})) {
    effect = wire::CloseIdle{};
  }
  reader.finish();
  return effect;
}

nlohmann::ordered_json to_json(const wire::Http2Effect& effect) {
  nlohmann::ordered_json value = nlohmann::ordered_json::object();
  if (const auto* away = std::get_if<wire::GoAway>(&effect)) {
    if (!away->reason.empty()) value["reason"] = away->reason;
    value["error"] = wire::to_text(away->error);
    if (away->last == wire::GoAway::Last::number) {
      value["last_stream"] = away->stream;
    } else {
      value["last_stream"] = away->last == wire::GoAway::Last::this_one ? "this" : "previous";
    }
  } else if (const auto* reset = std::get_if<wire::ResetStream>(&effect)) {
    value["error"] = wire::to_text(reset->error);
  } else if (const auto* settings = std::get_if<wire::ChangeSettings>(&effect)) {
    value["max_concurrent_streams"] = settings->max_concurrent_streams;
  } else if (std::holds_alternative<wire::StallWindow>(effect)) {
    value = "stall";
  } else if (std::holds_alternative<wire::IgnorePings>(effect)) {
    value = "ignore";
  } else {
    value = "idle";
  }
  nlohmann::ordered_json json;
  json[std::string(wire::name_of(effect))] = std::move(value);
  return json;
}

}  // namespace droppoint::control
