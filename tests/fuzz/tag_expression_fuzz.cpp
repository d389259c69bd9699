#include <cstddef>
#include <cstdint>
#include <string_view>

#include "emulator/assert.hpp"
#include "fakes/notification_hubs/tags/tag.hpp"
#include "fakes/notification_hubs/tags/tag_expression.hpp"

namespace hubs = droppoint::fakes::notification_hubs;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  static_cast<void>(hubs::read_tag_list(text));
  const auto expression = hubs::TagExpression::parse(text);
  if (!expression) return 0;
  static_cast<void>(expression->matches({"a", "sport"}));
  const auto again = hubs::TagExpression::parse(expression->to_text());
  DROPPOINT_ASSERT(again.has_value(), "what is printed is read back");
  DROPPOINT_ASSERT(*again == *expression, "to the same expression");
  return 0;
}
