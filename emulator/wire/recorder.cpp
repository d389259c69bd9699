#include "emulator/wire/recorder.hpp"

namespace droppoint::wire {

std::string_view to_text(StimulusKind kind) {
  switch (kind) {
    case StimulusKind::request:
      return "request";
    case StimulusKind::control:
      return "control";
    case StimulusKind::advance:
      return "advance";
    case StimulusKind::outgoing_answer:
      return "outgoing-answer";
  }
  return "";
}

std::optional<StimulusKind> parse_stimulus_kind(std::string_view text) {
  for (const auto kind :
       {StimulusKind::request, StimulusKind::control, StimulusKind::advance, StimulusKind::outgoing_answer}) {
    if (to_text(kind) == text) return kind;
  }
  return std::nullopt;
}

}  // namespace droppoint::wire
