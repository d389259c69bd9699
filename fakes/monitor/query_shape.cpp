#include <algorithm>
#include <array>
#include <charconv>

#include <fmt/format.h>

#include "emulator/excerpt.hpp"
#include "emulator/http/headers.hpp"
#include "emulator/http/text.hpp"
#include "fakes/monitor/query.hpp"

namespace droppoint::fakes::monitor {
namespace {

bool is_one_of(std::string_view text, std::initializer_list<std::string_view> choices) {
  return std::any_of(choices.begin(), choices.end(),
                     [&](std::string_view choice) { return http::equal_ignoring_case(choice, text); });
}

// The name that a filter begins with: "Tier eq '*'" → "Tier".
std::string_view first_word(std::string_view text) {
  text = http::trim(text);
  return text.substr(0, text.find_first_of(" =,"));
}

// Seen with another resource type in https://github.com/tomkerkhove/promitor/issues/2084, with a trace id at
// the end.
Result<void> refuse_dimension(const Query& query, std::string_view dimension) {
  return bad_query(
      fmt::format("Metric: {} does not support requested dimension combination: {}, supported ones are: ",
                  query.metrics.front()->name, excerpt(http::to_lower(dimension))));
}

Result<void> check_top(std::string_view text) {
  int top = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), top);
  if (error == std::errc() && end == text.data() + text.size() && top > 0) return {};
  return bad_query(fmt::format("Invalid top: '{}' is no number from 1 on.", excerpt(text)));
}

// "sum asc": an aggregation and a direction, which may be left out.
Result<void> check_order(std::string_view text) {
  const std::string_view trimmed = http::trim(text);
  const std::string_view by = first_word(trimmed);
  const std::string_view direction = http::trim(trimmed.substr(by.size()));
  const bool known = is_one_of(by, {"sum", "total", "count", "average", "minimum", "maximum"});
  if (known && (direction.empty() || is_one_of(direction, {"asc", "desc"}))) return {};
  return bad_query(fmt::format("Invalid orderby: '{}' is no aggregation with asc or desc.", excerpt(text)));
}

Result<void> check_truth(std::string_view name, std::string_view text) {
  if (text.empty() || is_one_of(text, {"true", "false"})) return {};
  return bad_query(fmt::format("Invalid {}: '{}' is neither true nor false.", name, excerpt(text)));
}

}  // namespace

Result<void> read_shape(Query& query, const QueryTexts& texts) {
  if (auto checked = check_truth("AutoAdjustTimegrain", texts.auto_adjust); !checked) return checked;
  if (auto checked = check_truth("ValidateDimensions", texts.validate_dimensions); !checked) return checked;
  const bool validates = !http::equal_ignoring_case(texts.validate_dimensions, "false");
  for (const std::string_view dimension : {texts.filter, texts.roll_up_by})
    if (validates && !dimension.empty()) return refuse_dimension(query, first_word(dimension));
  if (!texts.top.empty())
    if (auto checked = check_top(texts.top); !checked) return checked;
  if (!texts.order_by.empty())
    if (auto checked = check_order(texts.order_by); !checked) return checked;
  query.metadata_only = http::equal_ignoring_case(texts.result_type, "Metadata");
  if (!texts.result_type.empty() && !query.metadata_only &&
      !http::equal_ignoring_case(texts.result_type, "Data"))
    return bad_query(
        fmt::format("Invalid resultType: '{}' is neither Data nor Metadata.", excerpt(texts.result_type)));
  return {};
}

}  // namespace droppoint::fakes::monitor
