#include <nlohmann/json.hpp>

#include "fakes/control/fault_json.hpp"
#include "scenarios/engine/step_kinds.hpp"

namespace droppoint::scenarios {

Act read_advance(const Value& value, const std::string& pointer, Mistakes& mistakes) {
  if (!value.is_string()) {
    mistakes.push_back(
        {pointer, false, "advance must be a duration, not " + config::describe(value), "write it like 10m"});
    return {};
  }
  const auto duration = sim::parse_duration(value.get<std::string>());
  if (!duration) {
    mistakes.push_back({pointer, false, duration.error().message, duration.error().hint});
    return {};
  }
  return [by = *duration](Context& context) { context.cloud.advance(by); };
}

Act read_fault_step(const Value& value, const std::string& pointer, Mistakes& mistakes) {
  const wire::Fault fault = control::read_fault(value, pointer, mistakes);
  return [fault](Context& context) { context.cloud.add_fault(fault); };
}

Act read_clear_faults(const Value& value, const std::string& pointer, Mistakes& mistakes) {
  if (!value.is_null() && !(value.is_object() && value.empty()) && value != true) {
    mistakes.push_back({pointer, false, "clear_faults takes nothing, not " + config::describe(value),
                        "write clear_faults: {}"});
  }
  return [](Context& context) { context.cloud.clear_faults(); };
}

}  // namespace droppoint::scenarios
