#include <nlohmann/json.hpp>

#include "scenarios/engine/step_kinds.hpp"

// What a back end does with a hub: it registers devices, and sends to them.

namespace droppoint::scenarios {
namespace {

using config::ObjectReader;

struct Sender {
  std::string hub;
  std::string policy;
};

Sender read_sender(ObjectReader& reader) {
  Sender sender{reader.required_text("hub"),
                reader.text("policy").value_or("DefaultFullSharedAccessSignature")};
  if (!sender.hub.empty() && !config::split_hub_name(sender.hub))
    reader.wrong("hub", "'" + sender.hub + "' names no hub", "write it as namespace/hub");
  return sender;
}

// JSON, or a text that is sent as it is.
std::string body_text(const Value& value) {
  return value.is_string() ? value.get<std::string>() : value.dump();
}

std::string read_body(ObjectReader& reader) {
  const Value* body = reader.any("body");
  if (body == nullptr) {
    reader.wrong_object("the body is missing", "write it under 'body', as JSON or as a text");
    return {};
  }
  return body_text(*body);
}

// What the hub passes on, such as ServiceBusNotification-Apns-Push-Type.
std::vector<std::pair<std::string, std::string>> read_headers(ObjectReader& reader) {
  std::vector<std::pair<std::string, std::string>> headers;
  const Value* given = reader.object("headers");
  if (given == nullptr) return headers;
  ObjectReader fields(*given, reader.pointer_of("headers"), "headers", reader.mistakes());
  for (const auto& [name, unused] : given->items()) {
    if (auto text = fields.text(name)) headers.emplace_back(name, std::move(*text));
  }
  return headers;
}

void ask(Context& context, const Sender& sender, const HubRequest& request) {
  HubAnswer told = context.cloud.hub(sender.hub).ask(sender.policy, request);
  context.trace = told.trace;
  context.answer = std::move(told.answer);
}

// How a hub names a phone's platform and handle, in installations and in sends.
struct Address {
  std::string platform;
  std::string format;
  std::string handle;
};

Address address_of(Context& context, const std::string& device) {
  const Device phone = context.cloud.devices().find(device);
  const std::string fcm = phone.token("fcm");
  if (!fcm.empty()) return {"fcmv1", "fcmv1", fcm};
  return {"apns", "apple", phone.token("alert")};
}

http::Headers send_headers(const std::string& format) {
  http::Headers headers;
  headers.add("content-type", "application/json;charset=utf-8");
  headers.add("ServiceBusNotification-Format", format);
  return headers;
}

// To several devices of one platform: that of the first, unless a format is given.
HubRequest batch_of(Context& context, const std::vector<std::string>& devices,
                    const std::optional<std::string>& format, const std::string& body) {
  constexpr std::string_view kBoundary = "droppoint-batch";
  Value handles = Value::array();
  for (const std::string& device : devices) handles.push_back(address_of(context, device).handle);
  HubRequest request{.path = "messages/$batch?direct",
                     .headers = send_headers(format.value_or(address_of(context, devices.front()).format))};
  request.headers.set("content-type", "multipart/mixed; boundary=" + std::string(kBoundary));
  const auto part = [&request, kBoundary](std::string_view name, const std::string& content) {
    request.body += "--" + std::string(kBoundary) + "\r\nContent-Type: application/json\r\n" +
                    "Content-Disposition: inline; name=" + std::string(name) + "\r\n\r\n" + content + "\r\n";
  };
  part("notification", body);
  part("devices", handles.dump());
  request.body += "--" + std::string(kBoundary) + "--";
  return request;
}

}  // namespace

Act read_install(const Value& value, const std::string& pointer, Mistakes& mistakes) {
  ObjectReader reader(value, pointer, "install", mistakes);
  const Sender sender = read_sender(reader);
  const std::string device = reader.required_text("device");
  const std::string id = reader.text("id").value_or(device);
  Value installation = Value::object();
  if (const auto user = reader.text("user")) installation["userId"] = *user;
  const std::vector<std::string> tags = reader.texts("tags");
  if (!tags.empty()) installation["tags"] = tags;
  if (const Value* templates = reader.object("templates")) {
    for (const auto& [name, body] : templates->items())
      installation["templates"][name]["body"] = body_text(body);
  }
  reader.finish();
  return [=](Context& context) {
    const Address address = address_of(context, device);
    Value body = installation;
    body["platform"] = address.platform;
    body["pushChannel"] = address.handle;
    ask(context, sender, {.method = "PUT", .path = "installations/" + id, .body = body.dump()});
  };
}

Act read_send(const Value& value, const std::string& pointer, Mistakes& mistakes) {
  ObjectReader reader(value, pointer, "send", mistakes);
  const Sender sender = read_sender(reader);
  HubRequest request{.path = "messages/",
                     .headers = send_headers(reader.required_text("format")),
                     .body = read_body(reader)};
  if (const auto tags = reader.text("tags")) request.headers.add("ServiceBusNotification-Tags", *tags);
  const auto later = reader.duration("in");
  if (reader.flag("test").value_or(false)) request.path += "?test";
  reader.finish();
  return [=](Context& context) {
    HubRequest due = request;
    if (later) {
      due.path = "schedulednotifications/";
      due.headers.add("ServiceBusNotification-ScheduleTime", sim::to_iso8601(context.cloud.now() + *later));
    }
    ask(context, sender, due);
  };
}

Act read_direct_send(const Value& value, const std::string& pointer, Mistakes& mistakes) {
  ObjectReader reader(value, pointer, "direct_send", mistakes);
  const Sender sender = read_sender(reader);
  const std::vector<std::string> devices = reader.texts("device");
  if (devices.empty()) reader.wrong_object("direct_send needs 'device', a device's name or a list of them");
  const auto format = reader.text("format");
  const std::string body = read_body(reader);
  const auto headers = read_headers(reader);
  reader.finish();
  return [=](Context& context) {
    HubRequest request;
    if (devices.size() > 1) {
      request = batch_of(context, devices, format, body);
      for (const auto& [name, text] : headers) request.headers.set(name, text);
      ask(context, sender, request);
      return;
    }
    const Address address = address_of(context, devices.front());
    request.path = "messages/?direct";
    request.headers = send_headers(format.value_or(address.format));
    request.body = body;
    for (const auto& [name, text] : headers) request.headers.set(name, text);
    if (!request.headers.contains("ServiceBusNotification-DeviceHandle")) {
      request.headers.add("ServiceBusNotification-DeviceHandle", address.handle);
    }
    ask(context, sender, request);
  };
}

}  // namespace droppoint::scenarios
