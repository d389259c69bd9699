#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "emulator/sim/time.hpp"

namespace droppoint::fakes::notification_hubs {

// For text between tags, where the service leaves quotes as they are. Not for attributes.
std::string escape_xml_text(std::string_view text);

// "2015-11-02T21:19:43Z", with up to six fraction digits: .NET reads no more than seven.
std::string to_xml_time(sim::Time time);

// `<name>text</name>`.
std::string xml_element(std::string_view name, std::string_view text);

// "a,b", as the service writes several values into one element.
std::string comma_list(const std::vector<std::string>& items);

}  // namespace droppoint::fakes::notification_hubs
