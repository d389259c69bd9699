#include "fakes/control/fault_json.hpp"

#include <array>
#include <cmath>

#include <nlohmann/json.hpp>

#include "fakes/control/http2_fault_json.hpp"

namespace droppoint::control {
namespace {

using config::ObjectReader;
using Json = nlohmann::ordered_json;

std::optional<wire::Party> read_party(ObjectReader& reader, std::string_view key) {
  const auto written = reader.text(key);
  if (!written) return std::nullopt;
  const auto party = wire::parse_party(*written);
  if (!party) {
    std::vector<std::string> known;
    for (int index = 0; index < wire::kPartyCount; ++index) {
      known.emplace_back(wire::to_text(static_cast<wire::Party>(index)));
    }
    reader.wrong(key, "'" + *written + "' is no party", config::suggestion(*written, known));
  }
  return party;
}

wire::FaultMatch read_match(const Json& value, const std::string& pointer,
                            std::vector<config::Mistake>& mistakes) {
  ObjectReader reader(value, pointer, "match", mistakes);
  wire::FaultMatch match;
  match.method = reader.text("method");
  match.path = reader.text("path");
  match.body = reader.text("body");
  if (const Json* headers = reader.object("header")) {
    ObjectReader fields(*headers, reader.pointer_of("header"), "header", mistakes);
    for (const auto& [name, unused] : headers->items()) {
      if (const auto pattern = fields.text(name)) match.headers.emplace_back(name, *pattern);
    }
  }
  reader.finish();
  return match;
}

wire::Respond read_respond(const Json& value, const std::string& pointer,
                           std::vector<config::Mistake>& mistakes) {
  ObjectReader reader(value, pointer, "respond", mistakes);
  wire::Respond respond;
  if (!reader.has("status")) reader.wrong_object("respond needs 'status'");
  respond.status = static_cast<int>(reader.integer("status", 200, 599).value_or(500));
  if (const Json* headers = reader.object("headers")) {
    ObjectReader fields(*headers, reader.pointer_of("headers"), "headers", mistakes);
    for (const auto& [name, unused] : headers->items()) {
      if (const auto text = fields.text(name)) respond.headers.add(name, *text);
    }
  }
  if (const Json* body = reader.any("body")) {
    respond.body = http::make_body(body->is_string() ? body->get<std::string>() : body->dump());
    if (!body->is_string() && !respond.headers.contains("content-type")) {
      respond.headers.add("content-type", "application/json");
    }
  }
  reader.finish();
  return respond;
}

// One of the six, by which key is there.
void read_effect(ObjectReader& reader, wire::Fault& fault) {
  constexpr std::array<std::string_view, 6> kEffects{"respond", "delay",    "drop",
                                                     "reset",   "throttle", "http2"};
  int given = 0;
  for (const std::string_view effect : kEffects) given += reader.has(effect) ? 1 : 0;
  if (given != 1) {
    reader.wrong_object("a fault needs exactly one of respond, delay, drop, reset, throttle, http2");
    return;
  }
  if (const Json* respond = reader.object("respond")) {
    fault.effect = read_respond(*respond, reader.pointer_of("respond"), reader.mistakes());
  } else if (const auto delay = reader.duration("delay")) {
    fault.effect = wire::Delay{*delay};
  } else if (reader.flag("drop").value_or(false)) {
    fault.effect = wire::Drop{};
  } else if (reader.flag("reset").value_or(false)) {
    fault.effect = wire::Reset{};
  } else if (const Json* throttle = reader.object("throttle")) {
    ObjectReader rate(*throttle, reader.pointer_of("throttle"), "throttle", reader.mistakes());
    if (!rate.has("per_second")) rate.wrong_object("throttle needs 'per_second'");
    fault.effect =
        wire::Throttle{static_cast<std::uint32_t>(rate.integer("per_second", 1, 1'000'000).value_or(1))};
    rate.finish();
  } else if (const Json* http2 = reader.object("http2")) {
    fault.effect = read_http2_effect(*http2, reader.pointer_of("http2"), reader.mistakes());
  } else if (reader.has("drop") || reader.has("reset")) {
    const std::string_view key = reader.has("drop") ? "drop" : "reset";
    reader.wrong(key, "'" + std::string(key) + "' can only be true", "leave the fault out instead");
  }
}

std::uint32_t read_probability(ObjectReader& reader) {
  const Json* value = reader.any("probability");
  if (value == nullptr) return 1'000'000;
  if (!value->is_number() || value->get<double>() < 0 || value->get<double>() > 1) {
    reader.wrong("probability",
                 "'probability' must be a number from 0 to 1, not " + config::describe(*value));
    return 1'000'000;
  }
  return static_cast<std::uint32_t>(std::lround(value->get<double>() * 1'000'000));
}

Json match_json(const wire::FaultMatch& match) {
  Json json = Json::object();
  if (match.method) json["method"] = *match.method;
  if (match.path) json["path"] = *match.path;
  for (const auto& [name, pattern] : match.headers) json["header"][name] = pattern;
  if (match.body) json["body"] = *match.body;
  return json;
}

void put_effect(Json& json, const wire::FaultEffect& effect) {
  if (const auto* respond = std::get_if<wire::Respond>(&effect)) {
    Json answer{{"status", respond->status}};
    for (const auto field : respond->headers) answer["headers"][std::string(field.name)] = field.value;
    if (respond->body) answer["body"] = *respond->body;
    json["respond"] = std::move(answer);
  } else if (const auto* delay = std::get_if<wire::Delay>(&effect)) {
    json["delay"] = sim::to_text(delay->by);
  } else if (const auto* throttle = std::get_if<wire::Throttle>(&effect)) {
    json["throttle"]["per_second"] = throttle->per_second;
  } else if (const auto* http2 = std::get_if<wire::Http2Effect>(&effect)) {
    json["http2"] = to_json(*http2);
  } else {
    json[wire::name_of(effect)] = true;
  }
}

}  // namespace

wire::Fault read_fault(const Json& value, const std::string& pointer,
                       std::vector<config::Mistake>& mistakes) {
  ObjectReader reader(value, pointer, "a fault", mistakes);
  wire::Fault fault;
  fault.match.from = read_party(reader, "from");
  fault.match.to = read_party(reader, "to");
  if (const Json* match = reader.object("match")) {
    const auto [from, to] = std::pair(fault.match.from, fault.match.to);
    fault.match = read_match(*match, reader.pointer_of("match"), mistakes);
    fault.match.from = from;
    fault.match.to = to;
  }
  constexpr std::int64_t kManyMost = 1'000'000'000;
  fault.after = static_cast<std::uint64_t>(reader.integer("after", 0, kManyMost).value_or(0));
  if (const auto times = reader.integer("times", 1, kManyMost))
    fault.times = static_cast<std::uint64_t>(*times);
  fault.probability_per_million = read_probability(reader);
  if (const Json* window = reader.object("window")) {
    ObjectReader times(*window, reader.pointer_of("window"), "window", mistakes);
    fault.window_start = times.duration("start").value_or(sim::Duration::zero());
    fault.window_length = times.duration("length");
    times.finish();
  }
  read_effect(reader, fault);
  reader.finish();
  return fault;
}

Json to_json(const wire::Fault& fault) {
  Json json;
  json["id"] = wire::to_text(fault.id);
  if (fault.match.from) json["from"] = wire::to_text(*fault.match.from);
  if (fault.match.to) json["to"] = wire::to_text(*fault.match.to);
  json["match"] = match_json(fault.match);
  if (fault.after > 0) json["after"] = fault.after;
  if (fault.times) json["times"] = *fault.times;
  if (fault.probability_per_million < 1'000'000) json["probability"] = fault.probability_per_million / 1e6;
  if (fault.window_start > sim::Duration::zero()) json["window"]["start"] = sim::to_text(fault.window_start);
  if (fault.window_length) json["window"]["length"] = sim::to_text(*fault.window_length);
  put_effect(json, fault.effect);
  json["matched"] = fault.matched;
  json["struck"] = fault.struck;
  return json;
}

}  // namespace droppoint::control
