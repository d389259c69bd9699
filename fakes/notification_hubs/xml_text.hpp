#pragma once

#include <string>
#include <string_view>

namespace droppoint::fakes::notification_hubs {

// For text between tags, where the service leaves quotes as they are. Not for attributes.
std::string escape_xml_text(std::string_view text);

// `<name>text</name>`.
std::string xml_element(std::string_view name, std::string_view text);

}  // namespace droppoint::fakes::notification_hubs
