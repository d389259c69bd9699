#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "emulator/result.hpp"
#include "fakes/notification_hubs/templates/template_expression.hpp"

namespace droppoint::fakes::notification_hubs {

// The body of a template: a JSON document, or an XML one where it begins with "<". Expressions are whole JSON
// strings (not names of members), whole XML texts and whole attributes.
class BodyTemplate {
 public:
  // Fails with "InvalidTemplate" for what is neither, or has an expression that is none.
  static Result<BodyTemplate> parse(std::string_view text);

  // The payload for one device. Values are escaped as the document needs it.
  std::string render(const Properties& properties) const;

  bool is_json() const { return json_ != nullptr; }

 private:
  struct Json;
  BodyTemplate() = default;
  static Result<BodyTemplate> parse_json(std::string_view text);
  static Result<BodyTemplate> parse_xml(std::string_view text);

  std::shared_ptr<const Json> json_;
  std::string xml_;
};

}  // namespace droppoint::fakes::notification_hubs
