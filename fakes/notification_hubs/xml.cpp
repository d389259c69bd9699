#include "fakes/notification_hubs/xml.hpp"

#include <chrono>

#include "emulator/http/text.hpp"

namespace droppoint::fakes::notification_hubs {

std::string escape_text(std::string_view text) {
  std::string escaped;
  for (const char character : text) {
    if (character == '\'' || character == '"') {
      escaped += character;
    } else {
      escaped += http::escape_xml(std::string_view(&character, 1));
    }
  }
  return escaped;
}

std::string to_xml_time(sim::Time time) {
  return sim::to_iso8601(sim::Time(std::chrono::floor<std::chrono::microseconds>(time.time_since_epoch())));
}

}  // namespace droppoint::fakes::notification_hubs
