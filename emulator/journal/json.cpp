#include "emulator/journal/json.hpp"

#include <limits>

#include <nlohmann/json.hpp>

#include "emulator/journal/text_encoding.hpp"

namespace droppoint::journal {
namespace {

using Json = nlohmann::ordered_json;

Json text_or_null(const std::string& text) {
  return text.empty() ? Json(nullptr) : Json(text);
}

Json headers_json(const http::Headers& headers) {
  Json list = Json::array();
  for (const auto field : headers) {
    list.push_back(Json::array({to_utf8(field.name), to_utf8(field.value)}));
  }
  return list;
}

void put_body(Json& message, const http::Body& body) {
  const EncodedBody encoded = encode_body(http::bytes_of(body));
  message["body"] = encoded.text;
  message["encoding"] = encoded.encoding;
}

}  // namespace

Json to_json(const wire::Verdict& verdict) {
  Json json;
  json["state"] = wire::to_text(verdict.state);
  json["by"] = text_or_null(verdict.by);
  json["drop_point"] = verdict.drop_point ? Json(*verdict.drop_point) : Json(nullptr);
  json["cause"] = text_or_null(verdict.cause);
  json["underlying_cause"] = text_or_null(verdict.underlying_cause);
  json["detail"] = text_or_null(verdict.detail);
  json["remedy"] = text_or_null(verdict.remedy);
  json["document"] = text_or_null(verdict.document);
  return json;
}

Json to_json(const wire::Notification& notification) {
  Json json;
  json["id"] = wire::to_text(notification.id);
  json["kind"] = notification.kind;
  json["channel"] = notification.channel;
  json["device"] = text_or_null(notification.device);
  json["user"] = text_or_null(notification.user);
  json["verdict"] = to_json(notification.verdict);
  return json;
}

Json to_json(const wire::Hop& hop) {
  Json json;
  json["sequence"] = hop.sequence;
  json["trace"] = wire::to_text(hop.trace);
  json["notification"] = hop.notification ? Json(wire::to_text(hop.notification)) : Json(nullptr);
  json["from"] = wire::to_text(hop.from);
  json["to"] = wire::to_text(hop.to);
  json["sent_at"] = sim::to_iso8601(hop.sent_at);
  json["answered_at"] = hop.answered_at ? Json(sim::to_iso8601(*hop.answered_at)) : Json(nullptr);
  json["protocol"] = wire::to_text(hop.origin.protocol);
  Json request;
  request["method"] = to_utf8(hop.request.method);
  request["authority"] = to_utf8(hop.request.authority);
  request["target"] = to_utf8(hop.request.target);
  request["headers"] = headers_json(hop.request.headers);
  put_body(request, hop.request.body);
  json["request"] = std::move(request);
  json["response"] = nullptr;
  json["break"] = nullptr;
  if (hop.answer && hop.answer->has_value()) {
    const http::Response& response = **hop.answer;
    Json answered;
    answered["status"] = response.status;
    answered["headers"] = headers_json(response.headers);
    put_body(answered, response.body);
    json["response"] = std::move(answered);
  } else if (hop.answer) {
    json["break"] = wire::to_text(hop.answer->error());
  }
  json["fault"] = hop.fault ? Json(wire::to_text(hop.fault)) : Json(nullptr);
  return json;
}

Json to_json(const wire::Event& event) {
  Json json;
  json["at"] = sim::to_iso8601(event.at);
  json["party"] = wire::to_text(event.party);
  json["kind"] = event.kind;
  json["detail"] = to_utf8(event.detail);
  return json;
}

Json to_json(const TraceView& view) {
  Json json;
  json["id"] = wire::to_text(view.trace.id);
  json["kind"] = text_or_null(view.trace.kind);
  json["started_at"] = sim::to_iso8601(view.trace.started_at);
  json["traceparent"] =
      view.trace.traceparent.empty() ? Json(nullptr) : Json(to_utf8(view.trace.traceparent));
  json["verdict"] = to_json(view.verdict);
  json["notifications"] = Json::array();
  for (const auto& notification : view.notifications) json["notifications"].push_back(to_json(notification));
  json["hops"] = Json::array();
  for (const auto& hop : view.hops) json["hops"].push_back(to_json(*hop));
  json["events"] = Json::array();
  for (const auto& event : view.events) json["events"].push_back(to_json(event));
  json["warnings"] = view.trace.warnings;
  return json;
}

Json to_json(const wire::Stimulus& stimulus) {
  Json json;
  json["order"] = stimulus.order;
  json["kind"] = wire::to_text(stimulus.kind);
  json["at"] = sim::to_iso8601(stimulus.at);
  json["hop"] = stimulus.hop == 0 ? Json(nullptr) : Json(stimulus.hop);
  json["advance_to"] = stimulus.kind == wire::StimulusKind::advance
                           ? Json(sim::to_iso8601(stimulus.advance_to))
                           : Json(nullptr);
  return json;
}

std::string export_json(const Reader& reader) {
  const Run run = reader.run();
  Json json;
  json["format"] = "droppoint-journal/1";
  json["version"] = run.version;
  json["seed"] = run.seed;
  json["started_at"] = sim::to_iso8601(run.started_at);
  json["configuration"] = Json::parse(run.configuration, nullptr, false);
  json["stimuli"] = Json::array();
  for (const auto& stimulus : reader.stimuli()) json["stimuli"].push_back(to_json(stimulus));
  json["traces"] = Json::array();
  TraceFilter all;
  all.with_unkinded = true;
  all.limit = std::numeric_limits<std::size_t>::max();
  for (const auto& view : reader.traces(all)) json["traces"].push_back(to_json(view));
  return json.dump(1) + '\n';
}

}  // namespace droppoint::journal
