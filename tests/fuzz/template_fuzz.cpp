#include <cstddef>
#include <cstdint>
#include <string_view>

#include <nlohmann/json.hpp>

#include "emulator/assert.hpp"
#include "fakes/notification_hubs/templates/body_template.hpp"

namespace hubs = droppoint::fakes::notification_hubs;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  // The input is also a value that a template is filled with.
  const hubs::Properties properties{{"message", std::string(text)}, {"count", "1e3"}};

  if (const auto expression = hubs::TemplateExpression::parse(text)) {
    static_cast<void>(expression->evaluate(properties));
    const auto again = hubs::TemplateExpression::parse(expression->to_text());
    DROPPOINT_ASSERT(again.has_value(), "what is printed is read back");
    DROPPOINT_ASSERT(*again == *expression, "to the same expression");
  }
  if (const auto body = hubs::BodyTemplate::parse(text)) {
    const std::string rendered = body->render(properties);
    if (body->is_json()) DROPPOINT_ASSERT(nlohmann::json::accept(rendered), "a template of JSON makes JSON");
  }
  static const auto kBody = hubs::BodyTemplate::parse(R"j({"a":"$(message)","b":"#(message)"})j");
  DROPPOINT_ASSERT(nlohmann::json::accept(kBody->render(properties)), "no value breaks out of its place");
  return 0;
}
