#pragma once

#include <string>
#include <string_view>

#include <nlohmann/json_fwd.hpp>

#include "emulator/journal/journal.hpp"

// The JSON forms of traces and hops: the control API, exports and reports all use these. Fields are
// always in this order, absent values are null.

namespace droppoint::journal {

nlohmann::ordered_json to_json(const wire::Verdict& verdict);
nlohmann::ordered_json to_json(const wire::Notification& notification);
nlohmann::ordered_json to_json(const wire::Hop& hop);
nlohmann::ordered_json to_json(const wire::Event& event);
nlohmann::ordered_json to_json(const TraceView& view);
nlohmann::ordered_json to_json(const wire::Stimulus& stimulus);

// The whole run as text: its seed and configuration, stimuli, traces in order of id. Two runs of one seed and
// the same stimuli give the same bytes.
std::string export_json(const Reader& reader);

}  // namespace droppoint::journal
