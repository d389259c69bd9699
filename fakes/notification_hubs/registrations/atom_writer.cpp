#include "fakes/notification_hubs/registrations/atom_writer.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "emulator/http/text.hpp"
#include "emulator/http/uri.hpp"
#include "fakes/notification_hubs/location.hpp"
#include "fakes/notification_hubs/xml_text.hpp"

namespace droppoint::fakes::notification_hubs {
namespace {

constexpr std::string_view kAtomNamespace = "http://www.w3.org/2005/Atom";
constexpr std::string_view kMetadata = "http://schemas.microsoft.com/ado/2007/08/dataservices/metadata";
constexpr std::string_view kConnect = "http://schemas.microsoft.com/netservices/2010/10/servicebus/connect";
constexpr std::string_view kInstance = "http://www.w3.org/2001/XMLSchema-instance";
// "Never", as the service writes it.
constexpr std::string_view kForever = "9999-12-31T23:59:59.999";

// As a CDATA section, which cannot hold its own end.
std::string literal_element(std::string_view name, std::string_view text) {
  std::string safe(text);
  for (std::size_t at = safe.find("]]>"); at != std::string::npos; at = safe.find("]]>", at + 15))
    safe.replace(at, 3, "]]]]><![CDATA[>");
  return fmt::format("<{}><![CDATA[{}]]></{}>", name, safe, name);
}

std::string push_variables_of(const Registration& registration) {
  nlohmann::ordered_json json = nlohmann::ordered_json::object();
  for (const auto& [name, value] : registration.push_variables) json[name] = value;
  return json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

std::string headers_of(const RegistrationTemplate& own, const PlatformKind& kind) {
  if (kind.headers_element.empty()) return {};
  if (own.headers.empty()) return fmt::format("<{}/>", kind.headers_element);
  std::string text;
  for (const auto& [name, value] : own.headers) {
    text += fmt::format("<{0}>{1}{2}</{0}>", kind.header_element, xml_element("Header", name),
                        xml_element("Value", value));
  }
  return fmt::format("<{0}>{1}</{0}>", kind.headers_element, text);
}

// The order of elements is that of the service's data contracts, on which the .NET client insists.
std::string template_elements(const RegistrationTemplate& own, const PlatformKind& kind) {
  std::string text = literal_element("BodyTemplate", own.body);
  const bool apple = kind.name == kApple.name;
  if (apple) text += own.expiry.empty() ? R"(<Expiry i:nil="true"/>)" : xml_element("Expiry", own.expiry);
  if (!apple) text += headers_of(own, kind);
  if (!own.name.empty()) text += xml_element("TemplateName", own.name);
  if (apple) text += headers_of(own, kind);
  if (apple && !own.priority.empty()) text += xml_element("Priority", own.priority);
  return text;
}

std::string description_of(const Registration& registration, std::string_view zone) {
  const PlatformKind& kind = *registration.kind;
  std::string text = xml_element("ETag", std::to_string(registration.etag));
  std::string expires(kForever);
  if (registration.expires_at) {
    expires = sim::to_iso8601_milliseconds(*registration.expires_at);
    expires.pop_back();
  }
  text += xml_element("ExpirationTime", expires + std::string(zone));
  text += xml_element("RegistrationId", registration.id);
  if (!registration.tags.empty()) text += xml_element("Tags", comma_list(registration.tags));
  if (!registration.push_variables.empty())
    text += xml_element("PushVariables", push_variables_of(registration));
  for (std::size_t index = 0; index < registration.handle_parts.size(); ++index)
    text += xml_element(kind.handle_elements[index], registration.handle_parts[index]);
  if (!registration.secondary_tile.empty())
    text += xml_element("SecondaryTileName", registration.secondary_tile);
  if (registration.body_template) text += template_elements(*registration.body_template, kind);
  return fmt::format(
      R"(<{0}{1}RegistrationDescription xmlns="{2}" xmlns:i="{3}">{4}</{0}{1}RegistrationDescription>)",
      kind.name, registration.body_template ? "Template" : "", kConnect, kInstance, text);
}

std::string entry_of(const Call& call, const Registration& registration, std::string_view namespaces,
                     std::string_view zone, sim::Time now) {
  const std::string url = http::escape_xml(registration_url(call, registration.id));
  const std::string moment = sim::to_iso8601(sim::from_unix_seconds(sim::unix_seconds(now)));
  return fmt::format(R"(<entry a:etag="W/&quot;{}&quot;"{}><id>{}</id><title type="text">{}</title>)"
                     R"(<published>{}</published><updated>{}</updated><link rel="self" href="{}"/>)"
                     R"(<content type="application/xml">{}</content></entry>)",
                     registration.etag, namespaces, url, http::escape_xml(registration.id), moment, moment,
                     url, description_of(registration, zone));
}

std::string self_url(const Call& call) {
  const std::string_view query = call.target.raw_query();
  std::string url = origin_of(call) + std::string(call.target.raw_path());
  return query.empty() ? url : url + '?' + std::string(query);
}

// The address of the page behind this one.
std::string next_url(const Call& call, const std::string& next) {
  std::string query;
  for (const http::QueryItem& item : call.target.query_items()) {
    if (http::equal_ignoring_case(item.name, "continuationtoken")) continue;
    query +=
        (query.empty() ? "" : "&") + http::percent_encode(item.name) + '=' + http::percent_encode(item.value);
  }
  query += (query.empty() ? "" : "&") + std::string("continuationtoken=") + http::percent_encode(next);
  return origin_of(call) + std::string(call.target.raw_path()) + '?' + query;
}

}  // namespace

std::string registration_url(const Call& call, std::string_view id) {
  return url_in_hub(call, fmt::format("registrations/{}", id));
}

std::string write_entry(const Call& call, const Registration& registration, sim::Time now) {
  return entry_of(call, registration, fmt::format(R"( xmlns="{}" xmlns:a="{}")", kAtomNamespace, kMetadata),
                  "", now);
}

std::string write_feed(const Call& call, const Registrations::List& registrations, const std::string& next,
                       sim::Time now) {
  const std::string self = http::escape_xml(self_url(call));
  std::string text = fmt::format(
      R"(<feed xmlns="{}"><title type="text">Registrations</title><id>{}</id><updated>{}</updated>)"
      R"(<link rel="self" href="{}"/>)",
      kAtomNamespace, self, sim::to_iso8601(sim::from_unix_seconds(sim::unix_seconds(now))), self);
  if (!next.empty())
    text += fmt::format(R"(<link rel="next" href="{}"/>)", http::escape_xml(next_url(call, next)));
  const std::string namespaces = fmt::format(R"( xmlns:a="{}")", kMetadata);
  // Only within feeds does the expiry name its zone.
  for (const RegistrationPointer& registration : registrations)
    text += entry_of(call, *registration, namespaces, "Z", now);
  return text + "</feed>";
}

}  // namespace droppoint::fakes::notification_hubs
