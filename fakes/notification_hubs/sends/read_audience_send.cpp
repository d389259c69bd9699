#include <nlohmann/json.hpp>

#include "emulator/http/text.hpp"
#include "fakes/notification_hubs/send_checks.hpp"
#include "fakes/notification_hubs/sends/audience.hpp"

namespace droppoint::fakes::notification_hubs {
namespace {

tl::expected<std::optional<TagExpression>, Refusal> read_tags(const Call& call) {
  const auto text = http::trim(call.hop.request.headers.get("ServiceBusNotification-Tags").value_or(""));
  if (text.empty()) return std::nullopt;
  auto expression = TagExpression::parse(text);
  if (!expression) return tl::unexpected(bad_request(std::move(expression.error())));
  return std::move(*expression);
}

// A flat object. Clients send texts alone; a number or a truth value is taken as its text, null as none.
std::optional<Properties> read_properties(std::string_view body) {
  const auto json = nlohmann::ordered_json::parse(body, nullptr, false);
  if (!json.is_object()) return std::nullopt;
  Properties properties;
  for (const auto& [name, value] : json.items()) {
    if (value.is_structured()) return std::nullopt;
    if (value.is_null()) continue;
    properties.insert_or_assign(name, value.is_string() ? value.get<std::string>() : value.dump());
  }
  return properties;
}

}  // namespace

tl::expected<AudienceSend, Refusal> read_audience_send(const Call& call) {
  const http::Request& request = call.hop.request;
  if (auto refusal = check_size(http::bytes_of(request.body).size()))
    return tl::unexpected(std::move(*refusal));
  AudienceSend send;
  const auto format = read_any_format(call);
  if (!format) return tl::unexpected(format.error());
  send.format = *format;
  send.body = request.body;
  auto audience = read_tags(call);
  if (!audience) return tl::unexpected(std::move(audience.error()));
  send.audience = std::move(*audience);
  if (send.format->platform != Platform::template_only) {
    auto payload = make_payload(call, *send.format, request.body);
    if (!payload) return tl::unexpected(std::move(payload.error()));
    send.payload = std::move(*payload);
    return send;
  }
  auto properties = read_properties(http::bytes_of(request.body));
  if (!properties) return tl::unexpected(invalid_payload(*send.format));
  if (!has_any_credential(*call.hub)) return tl::unexpected(no_target_applications(call, *send.format));
  send.properties = std::move(*properties);
  send.headers = request.headers;
  return send;
}

}  // namespace droppoint::fakes::notification_hubs
