#include "app/control/clock_text.hpp"

#include <charconv>

namespace droppoint::app {

std::string clock_text(const owner::Pace& pace) {
  switch (pace.mode) {
    case owner::Pace::Mode::real:
      return "real";
    case owner::Pace::Mode::manual:
      return "manual";
    case owner::Pace::Mode::skip:
      return "skip";
    case owner::Pace::Mode::scaled:
      return "scaled=" + std::to_string(pace.factor);
  }
  return "";
}

std::optional<owner::Pace> parse_clock(std::string_view text) {
  if (text == "real") return owner::Pace{.mode = owner::Pace::Mode::real};
  if (text == "manual") return owner::Pace{.mode = owner::Pace::Mode::manual};
  if (text == "skip") return owner::Pace{.mode = owner::Pace::Mode::skip};
  constexpr std::string_view kScaled = "scaled=";
  if (!text.starts_with(kScaled)) return std::nullopt;
  text.remove_prefix(kScaled.size());
  std::uint32_t factor = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), factor);
  if (error != std::errc() || end != text.data() + text.size() || factor == 0 ||
      factor > owner::Pace::kFactorMax) {
    return std::nullopt;
  }
  return owner::Pace{.mode = owner::Pace::Mode::scaled, .factor = factor};
}

}  // namespace droppoint::app
