#include <nlohmann/json.hpp>

#include "emulator/http/uri.hpp"
#include "scenarios/engine/step_kinds.hpp"

namespace droppoint::scenarios {
namespace {

// What is expected behind a request is expected of what it set off, if it notified somebody.
void send_request(Context& context, const http::Request& request) {
  context.answer = context.cloud.request(request);
  const journal::TraceFilter later{.after = context.trace.value};
  const auto traces = context.cloud.journal().traces(later);
  if (!traces.empty()) context.trace = traces.back().trace.id;
}

}  // namespace

Act read_request(const Value& value, const std::string& pointer, Mistakes& mistakes) {
  config::ObjectReader reader(value, pointer, "request", mistakes);
  http::Request request;
  request.method = reader.text("method").value_or("GET");
  const auto url = http::Url::parse(reader.required_text("url"));
  if (!url) {
    reader.wrong("url", url.error().message,
                 "write the whole URL, such as https://api.push.apple.com/3/device/…");
  } else {
    request.target = url->target();
    request.authority = url->authority();
    request.headers.add("host", request.authority);
  }
  if (const Value* headers = reader.object("headers")) {
    config::ObjectReader fields(*headers, reader.pointer_of("headers"), "headers", mistakes);
    for (const auto& [name, unused] : headers->items()) {
      if (const auto text = fields.text(name)) request.headers.add(name, *text);
    }
  }
  if (const Value* body = reader.any("body")) {
    request.body = http::make_body(body->is_string() ? body->get<std::string>() : body->dump());
    if (!body->is_string() && !request.headers.contains("content-type")) {
      request.headers.add("content-type", "application/json");
    }
  }
  reader.finish();
  return [request](Context& context) { send_request(context, request); };
}

}  // namespace droppoint::scenarios
