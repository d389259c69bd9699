#include "scenarios/engine/scenario.hpp"

#include <nlohmann/json.hpp>

#include "fakes/cloud_devices.hpp"
#include "scenarios/engine/step_kinds.hpp"

namespace droppoint::scenarios {
namespace {

using Json = nlohmann::ordered_json;

const StepKind* find_kind(std::string_view name) {
  for (const StepKind& kind : step_kinds()) {
    if (kind.name == name) return &kind;
  }
  return nullptr;
}

// A step is an object with one step word, and `expect` beside it or alone.
std::optional<Step> read_step(const Json& value, const std::string& pointer, const Document& document,
                              Mistakes& mistakes) {
  if (!value.is_object() || value.empty()) {
    mistakes.push_back({pointer, false, "a step must be an object such as {call: {from: bob, to: alice}}"});
    return std::nullopt;
  }
  Step step{.place = document.place_of(pointer)};
  std::vector<std::string> known{"expect"};
  for (const StepKind& kind : step_kinds()) known.emplace_back(kind.name);
  for (const auto& [key, member] : value.items()) {
    const std::string at = config::member_pointer(pointer, key);
    if (key == "expect") {
      step.expect = read_expectation(member, at, mistakes);
      step.expect_place = document.place_of(at, true);
      continue;
    }
    const StepKind* kind = find_kind(key);
    if (kind == nullptr) {
      mistakes.push_back({at, true, "there is no step '" + key + "'", config::suggestion(key, known)});
    } else if (!step.name.empty()) {
      mistakes.push_back({at, true, "a step does one thing, and this one is already '" + step.name + "'",
                          "make '" + key + "' a step of its own"});
    } else {
      step.name = key;
      step.act = kind->read(member, at, mistakes);
    }
  }
  if (step.name.empty()) step.name = "expect";
  return step;
}

}  // namespace

tl::expected<Scenario, std::vector<PlacedMistake>> read_scenario(std::string file, std::string_view text) {
  const auto document = Document::parse(text);
  if (!document) return tl::unexpected(std::vector{document.error()});
  Mistakes mistakes;
  config::ObjectReader reader(document->json(), "", "a scenario", mistakes);
  Scenario scenario{.file = std::move(file), .cloud = config::default_cloud_config()};
  scenario.name = reader.required_text("scenario");
  scenario.about = reader.text("about").value_or("");
  if (const auto drop_point = reader.integer("drop_point", 1, 3))
    scenario.drop_point = static_cast<int>(*drop_point);
  scenario.tags = reader.texts("tags");
  if (const Json* cloud = reader.any("cloud")) {
    scenario.cloud = config::read_cloud_config(*cloud, "/cloud", mistakes);
    fakes::check_cloud_devices(*cloud, "/cloud", mistakes);
  }
  if (!reader.has("steps")) reader.wrong_object("a scenario needs 'steps'");
  if (const Json* steps = reader.array("steps")) {
    if (steps->empty()) reader.wrong("steps", "a scenario needs at least one step");
    for (std::size_t index = 0; index < steps->size(); ++index) {
      auto step = read_step((*steps)[index], "/steps/" + std::to_string(index), *document, mistakes);
      if (step) scenario.steps.push_back(std::move(*step));
    }
  }
  reader.finish();
  if (!mistakes.empty()) return tl::unexpected(document->placed(mistakes));
  return scenario;
}

}  // namespace droppoint::scenarios
