#include "fakes/notification_hubs/registrations/atom_reader.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <pugixml.hpp>

#include "emulator/excerpt.hpp"
#include "emulator/http/text.hpp"
#include "fakes/notification_hubs/registrations/installation.hpp"
#include "fakes/notification_hubs/tags/tag.hpp"

namespace droppoint::fakes::notification_hubs {
namespace {

constexpr std::string_view kDescription = "RegistrationDescription";
constexpr std::string_view kTemplateSuffix = "Template";

tl::unexpected<Error> invalid_registration(std::string message) {
  return fail("InvalidRegistration", std::move(message));
}

std::string_view local_name(pugi::xml_node node) {
  const std::string_view name = node.name();
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

pugi::xml_node child_of(pugi::xml_node parent, std::string_view name) {
  return parent.find_child([name](pugi::xml_node child) { return local_name(child) == name; });
}

// All texts and CDATA sections of an element, as they stand.
std::string text_of(pugi::xml_node element) {
  std::string text;
  for (const pugi::xml_node part : element.children()) {
    if (part.type() == pugi::node_pcdata || part.type() == pugi::node_cdata) text += part.value();
  }
  return text;
}

std::string trimmed(pugi::xml_node parent, std::string_view name) {
  return std::string(http::trim(text_of(child_of(parent, name))));
}

Result<Properties> read_push_variables(const std::string& text) {
  Properties variables;
  if (text.empty()) return variables;
  const auto json = nlohmann::json::parse(text, nullptr, false);
  if (!json.is_object()) return invalid_registration("PushVariables is no JSON object.");
  for (const auto& [name, value] : json.items()) {
    if (!value.is_string()) return invalid_registration("A push variable is no text.");
    variables.insert_or_assign(name, value.get<std::string>());
  }
  return variables;
}

HeaderList read_headers(pugi::xml_node description, const PlatformKind& kind) {
  HeaderList headers;
  if (kind.headers_element.empty()) return headers;
  for (const pugi::xml_node header : child_of(description, kind.headers_element).children()) {
    if (local_name(header) == kind.header_element)
      headers.emplace_back(trimmed(header, "Header"), trimmed(header, "Value"));
  }
  return headers;
}

Result<RegistrationTemplate> read_template(pugi::xml_node description, const PlatformKind& kind) {
  RegistrationTemplate own{.body = text_of(child_of(description, "BodyTemplate")),
                           .name = trimmed(description, "TemplateName"),
                           .headers = read_headers(description, kind),
                           .expiry = trimmed(description, "Expiry"),
                           .priority = trimmed(description, "Priority")};
  auto compiled = BodyTemplate::parse(own.body);
  if (!compiled) return tl::unexpected(compiled.error());
  if (TemplateExpression::is_expression(own.expiry)) {
    const auto expression = TemplateExpression::parse(own.expiry);
    if (!expression) return tl::unexpected(expression.error());
  }
  own.compiled = std::make_shared<const BodyTemplate>(std::move(*compiled));
  return own;
}

Result<std::vector<std::string>> read_handle(pugi::xml_node description, const PlatformKind& kind) {
  std::vector<std::string> parts;
  for (const std::string_view element : kind.handle_elements) {
    if (element.empty()) break;
    parts.push_back(trimmed(description, element));
    if (parts.back().empty())
      return invalid_registration(fmt::format("The registration has no {}.", element));
  }
  return normal_handle(kind, std::move(parts));
}

Result<Registration> read_description(pugi::xml_node description) {
  std::string_view name = local_name(description);
  if (!name.ends_with(kDescription))
    return invalid_registration(
        fmt::format("The entry's content is no registration but '{}'.", excerpt(name)));
  name.remove_suffix(kDescription.size());
  const bool is_template = name.ends_with(kTemplateSuffix);
  if (is_template) name.remove_suffix(kTemplateSuffix.size());
  Registration registration;
  registration.kind = find_kind_by_name(name);
  if (registration.kind == nullptr)
    return invalid_registration(fmt::format("There is no platform '{}'.", excerpt(name)));

  auto handle = read_handle(description, *registration.kind);
  if (!handle) return tl::unexpected(handle.error());
  registration.handle_parts = std::move(*handle);
  auto tags = read_tag_list(text_of(child_of(description, "Tags")));
  if (!tags) return tl::unexpected(tags.error());
  registration.tags = std::move(*tags);
  auto variables = read_push_variables(trimmed(description, "PushVariables"));
  if (!variables) return tl::unexpected(variables.error());
  registration.push_variables = std::move(*variables);
  registration.secondary_tile = trimmed(description, "SecondaryTileName");
  if (is_template) {
    auto own = read_template(description, *registration.kind);
    if (!own) return tl::unexpected(own.error());
    registration.body_template = std::move(*own);
  }
  return registration;
}

}  // namespace

Result<Registration> read_registration(std::string_view xml) {
  pugi::xml_document document;
  const auto outcome = document.load_buffer(xml.data(), xml.size());
  if (!outcome) {
    return invalid_registration(
        fmt::format("The body is no XML: {} at character {}.", outcome.description(), outcome.offset + 1));
  }
  const pugi::xml_node entry = document.document_element();
  if (local_name(entry) != "entry") return invalid_registration("The body is no Atom entry.");
  const pugi::xml_node content = child_of(entry, "content");
  const pugi::xml_node description =
      content.find_child([](pugi::xml_node child) { return child.type() == pugi::node_element; });
  if (!description) return invalid_registration("The entry has no content.");
  return read_description(description);
}

}  // namespace droppoint::fakes::notification_hubs
