#include "fakes/notification_hubs/sends/template_payload.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "emulator/excerpt.hpp"
#include "fakes/notification_hubs/apns_headers.hpp"
#include "fakes/notification_hubs/send_checks.hpp"

namespace droppoint::fakes::notification_hubs {
namespace {

Properties all_properties(const AudienceSend& send, const Registration& registration) {
  Properties properties = send.properties;
  properties.insert(registration.push_variables.begin(), registration.push_variables.end());
  return properties;
}

// A header or an expiry may be an expression too; anything else stands for itself.
std::string evaluated(const std::string& text, const Properties& properties) {
  if (!TemplateExpression::is_expression(text)) return text;
  const auto expression = TemplateExpression::parse(text);
  return expression ? expression->evaluate(properties).text : text;
}

void set_unsendable(Payload& payload, std::string_view reason, std::string message) {
  payload.unsendable = Payload::Unsendable{.reason = reason, .message = std::move(message)};
}

// The template's headers, expiry and priority, and those of the caller that it does not name.
http::Headers headers_for(const AudienceSend& send, const RegistrationTemplate& own,
                          const Properties& properties) {
  http::Headers headers;
  for (const auto& [name, value] : own.headers) headers.set(name, evaluated(value, properties));
  if (!own.priority.empty()) headers.set("X-Apns-Priority", evaluated(own.priority, properties));
  const std::string expiry = evaluated(own.expiry, properties);
  if (!expiry.empty()) headers.set("ServiceBusNotification-Apns-Expiry", expiry);
  for (const http::Headers::Field field : send.headers) {
    if (!headers.contains(field.name)) headers.add(field.name, field.value);
  }
  return headers;
}

}  // namespace

Payload template_payload(const resources::Hub& hub, const AudienceSend& send,
                         const Registration& registration) {
  const RegistrationTemplate& own = *registration.body_template;
  Payload payload{.format = find_format(registration.kind->format)};
  take_credentials(hub, payload);
  if (payload.unsendable) return payload;
  if (own.compiled == nullptr) {
    set_unsendable(
        payload, kInvalidTemplate,
        fmt::format("the template '{}' of registration {} is none", excerpt(own.name), registration.id));
    return payload;
  }
  const Properties properties = all_properties(send, registration);
  payload.body = http::make_body(own.compiled->render(properties));
  if (payload.format->platform == Platform::not_emulated) return payload;
  auto json = nlohmann::ordered_json::parse(http::bytes_of(payload.body), nullptr, false);
  if (json.is_discarded() || !fits_platform(payload.format->platform, json)) {
    set_unsendable(payload, kInvalidTemplate,
                   fmt::format("what the template '{}' makes is no notification of format {}",
                               excerpt(own.name), payload.format->name));
    return payload;
  }
  payload.json = std::make_shared<const nlohmann::ordered_json>(std::move(json));
  if (payload.format->platform != Platform::apple) return payload;
  auto headers = read_apns_headers(headers_for(send, own, properties), *payload.json);
  if (!headers) {
    set_unsendable(payload, kInvalidTemplate, headers.error().message);
    return payload;
  }
  payload.apns_headers = std::move(*headers);
  payload.push_type = std::string(payload.apns_headers.get("apns-push-type").value_or(""));
  return payload;
}

}  // namespace droppoint::fakes::notification_hubs
