#include "fakes/notification_hubs/templates/body_template.hpp"

#include <optional>
#include <sstream>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <pugixml.hpp>

namespace droppoint::fakes::notification_hubs {

// The document, and which of its strings are expressions.
struct BodyTemplate::Json {
  nlohmann::ordered_json document;
  std::vector<std::pair<nlohmann::ordered_json::json_pointer, TemplateExpression>> places;
};

namespace {

using Pointer = nlohmann::ordered_json::json_pointer;
using Places = std::vector<std::pair<Pointer, TemplateExpression>>;

// Deeper documents are refused, as none of the push services takes one.
constexpr int kDepthMax = 64;

tl::unexpected<Error> invalid_template(std::string what) {
  return fail("InvalidTemplate", "The template is invalid: " + std::move(what));
}

Result<void> find_places(const nlohmann::ordered_json& value, const Pointer& pointer, int depth,
                         Places& places) {
  if (depth > kDepthMax) return invalid_template("it is nested too deeply.");
  if (value.is_string()) {
    const std::string& text = value.get_ref<const std::string&>();
    if (!TemplateExpression::is_expression(text)) return {};
    auto expression = TemplateExpression::parse(text);
    if (!expression) return tl::unexpected(expression.error());
    places.emplace_back(pointer, std::move(*expression));
    return {};
  }
  if (value.is_object()) {
    for (const auto& [name, member] : value.items()) {
      const auto found = find_places(member, pointer / name, depth + 1, places);
      if (!found) return found;
    }
  }
  if (value.is_array()) {
    for (std::size_t index = 0; index < value.size(); ++index) {
      const auto found = find_places(value[index], pointer / index, depth + 1, places);
      if (!found) return found;
    }
  }
  return {};
}

// Replaces every text and attribute that is an expression. Called with no properties it only checks.
Result<void> render_nodes(pugi::xml_node node, const Properties* properties, int depth) {
  if (depth > kDepthMax) return invalid_template("it is nested too deeply.");
  const auto rendered = [properties](const char* text) -> Result<std::optional<std::string>> {
    if (!TemplateExpression::is_expression(text)) return std::nullopt;
    const auto expression = TemplateExpression::parse(text);
    if (!expression) return tl::unexpected(expression.error());
    if (properties == nullptr) return std::nullopt;
    return expression->evaluate(*properties).text;
  };
  for (pugi::xml_attribute attribute : node.attributes()) {
    const auto value = rendered(attribute.value());
    if (!value) return tl::unexpected(value.error());
    if (*value) attribute.set_value((*value)->c_str());
  }
  if (node.type() == pugi::node_pcdata || node.type() == pugi::node_cdata) {
    const auto value = rendered(node.value());
    if (!value) return tl::unexpected(value.error());
    if (*value) node.set_value((*value)->c_str());
  }
  for (pugi::xml_node child : node.children()) {
    const auto done = render_nodes(child, properties, depth + 1);
    if (!done) return done;
  }
  return {};
}

Result<void> load(pugi::xml_document& document, std::string_view text) {
  const auto outcome = document.load_buffer(
      text.data(), text.size(), pugi::parse_default | pugi::parse_trim_pcdata, pugi::encoding_utf8);
  if (!outcome)
    return invalid_template(fmt::format("{} at character {}.", outcome.description(), outcome.offset + 1));
  if (!document.document_element()) return invalid_template("it holds no element.");
  return {};
}

}  // namespace

Result<BodyTemplate> BodyTemplate::parse(std::string_view text) {
  const std::size_t start = text.find_first_not_of(" \t\r\n");
  if (start == std::string_view::npos) return invalid_template("it is empty.");
  return text[start] == '<' ? parse_xml(text) : parse_json(text);
}

Result<BodyTemplate> BodyTemplate::parse_json(std::string_view text) {
  auto json = std::make_shared<Json>();
  json->document = nlohmann::ordered_json::parse(text, nullptr, false);
  if (!json->document.is_object()) return invalid_template("it is neither a JSON object nor XML.");
  const auto found = find_places(json->document, Pointer(), 0, json->places);
  if (!found) return tl::unexpected(found.error());
  BodyTemplate body;
  body.json_ = std::move(json);
  return body;
}

Result<BodyTemplate> BodyTemplate::parse_xml(std::string_view text) {
  pugi::xml_document document;
  if (const auto loaded = load(document, text); !loaded) return tl::unexpected(loaded.error());
  if (const auto checked = render_nodes(document, nullptr, 0); !checked)
    return tl::unexpected(checked.error());
  BodyTemplate body;
  body.xml_ = std::string(text);
  return body;
}

std::string BodyTemplate::render(const Properties& properties) const {
  if (json_ == nullptr) {
    pugi::xml_document document;
    std::ostringstream rendered;
    if (load(document, xml_) && render_nodes(document, &properties, 0))
      document.save(rendered, "", pugi::format_raw | pugi::format_no_declaration);
    return rendered.str();
  }
  nlohmann::ordered_json document = json_->document;
  for (const auto& [pointer, expression] : json_->places) {
    TemplateExpression::Value value = expression.evaluate(properties);
    nlohmann::ordered_json number;
    if (value.is_number) number = nlohmann::ordered_json::parse(value.text, nullptr, false);
    // One that is beyond all floating point, such as 1e999, stays a text.
    if (number.is_number()) {
      document[pointer] = std::move(number);
    } else {
      document[pointer] = std::move(value.text);
    }
  }
  return document.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

}  // namespace droppoint::fakes::notification_hubs
