#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "scenarios/engine/step_kinds.hpp"

namespace droppoint::scenarios {
namespace {

constexpr std::int64_t kTimesMost = 100'000;

Act read_inner_step(const Value& value, const std::string& pointer, Mistakes& mistakes) {
  if (!value.is_object() || value.size() != 1) {
    mistakes.push_back({pointer, false, "a step that is repeated is an object with one step word",
                        "write what to expect behind the repeat"});
    return {};
  }
  const std::string name = value.begin().key();
  const std::string at = config::member_pointer(pointer, name);
  std::vector<std::string> known;
  for (const StepKind& kind : step_kinds()) {
    if (kind.name == name) return kind.read(value.front(), at, mistakes);
    known.emplace_back(kind.name);
  }
  mistakes.push_back(
      {at, true, "there is no step '" + name + "' to repeat", config::suggestion(name, known)});
  return {};
}

}  // namespace

Act read_repeat(const Value& value, const std::string& pointer, Mistakes& mistakes) {
  config::ObjectReader reader(value, pointer, "repeat", mistakes);
  const auto times = reader.integer("times", 1, kTimesMost);
  if (!reader.has("times")) reader.wrong_object("repeat needs 'times'");
  if (!reader.has("steps")) reader.wrong_object("repeat needs 'steps'");
  std::vector<Act> acts;
  if (const Value* steps = reader.array("steps")) {
    const std::string at = reader.pointer_of("steps");
    if (steps->empty()) reader.wrong("steps", "repeat needs at least one step");
    for (std::size_t index = 0; index < steps->size(); ++index) {
      acts.push_back(read_inner_step((*steps)[index], at + '/' + std::to_string(index), mistakes));
    }
  }
  reader.finish();
  return [count = times.value_or(0), acts](Context& context) {
    for (std::int64_t done = 0; done < count; ++done) {
      for (const Act& act : acts) act(context);
    }
  };
}

}  // namespace droppoint::scenarios
