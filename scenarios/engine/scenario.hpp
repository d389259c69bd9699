#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "fakes/cloud.hpp"
#include "scenarios/engine/document.hpp"
#include "scenarios/engine/expectation.hpp"

namespace droppoint::scenarios {

// What steps leave for later steps and expectations.
struct Context {
  Cloud& cloud;
  // Of the newest call.
  wire::TraceId trace = {};
  std::string call = {};
  // Of the newest `request:`.
  std::optional<wire::Answer> answer = {};
};

using Act = std::function<void(Context&)>;

struct Step {
  std::string name;
  Place place;
  // Empty for a bare `expect:`.
  Act act = {};
  std::optional<Expectation> expect = {};
  Place expect_place = {};
};

struct Scenario {
  std::string file;
  std::string name;
  std::string about;
  std::optional<int> drop_point = {};
  std::vector<std::string> tags = {};
  config::CloudConfig cloud;
  std::vector<Step> steps;
};

// Reads one scenario; all its mistakes come together.
tl::expected<Scenario, std::vector<PlacedMistake>> read_scenario(std::string file, std::string_view text);

}  // namespace droppoint::scenarios
