#include "fakes/notification_hubs/xml_text.hpp"

#include <chrono>

#include <fmt/format.h>

#include "emulator/http/text.hpp"

namespace droppoint::fakes::notification_hubs {

std::string escape_xml_text(std::string_view text) {
  std::string escaped;
  while (!text.empty()) {
    const std::size_t quote = text.find_first_of("'\"");
    escaped += http::escape_xml(text.substr(0, quote));
    if (quote == std::string_view::npos) break;
    escaped += text[quote];
    text.remove_prefix(quote + 1);
  }
  return escaped;
}

std::string to_xml_time(sim::Time time) {
  return sim::to_iso8601(sim::Time(std::chrono::floor<std::chrono::microseconds>(time.time_since_epoch())));
}

std::string xml_element(std::string_view name, std::string_view text) {
  return fmt::format("<{}>{}</{}>", name, escape_xml_text(text), name);
}

std::string comma_list(const std::vector<std::string>& items) {
  std::string text;
  for (const std::string& item : items) text += (text.empty() ? "" : ",") + item;
  return text;
}

}  // namespace droppoint::fakes::notification_hubs
