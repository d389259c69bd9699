#include "fakes/notification_hubs/hubs/credential_xml.hpp"

#include <algorithm>

#include "emulator/http/headers.hpp"
#include "emulator/http/text.hpp"

namespace droppoint::fakes::notification_hubs {
namespace {

// "appName" is "AppName" in XML.
std::string with_upper_first(std::string_view name) {
  std::string result(name);
  if (!result.empty() && result.front() >= 'a' && result.front() <= 'z')
    result.front() = static_cast<char>(result.front() - 'a' + 'A');
  return result;
}

}  // namespace

std::string_view local_name(const pugi::xml_node& node) {
  const std::string_view name = node.name();
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

pugi::xml_node child_of(const pugi::xml_node& parent, std::string_view name) {
  return parent.find_child([&](const pugi::xml_node& child) { return local_name(child) == name; });
}

std::map<std::string, std::string> read_properties(const pugi::xml_node& credential,
                                                   std::string_view known_names) {
  std::map<std::string, std::string> given;
  for (const pugi::xml_node property : child_of(credential, "Properties").children())
    given[http::to_lower(child_of(property, "Name").text().get())] = child_of(property, "Value").text().get();
  std::map<std::string, std::string> properties;
  while (!known_names.empty()) {
    const std::size_t end = std::min(known_names.find(' '), known_names.size());
    const std::string name(known_names.substr(0, end));
    known_names.remove_prefix(std::min(end + 1, known_names.size()));
    const auto found = given.find(http::to_lower(name));
    if (found != given.end()) properties.emplace(name, found->second);
  }
  return properties;
}

std::string credential_xml(std::string_view credential, const CredentialProperties& properties) {
  const std::string element = with_upper_first(credential);
  std::string xml = "<" + element + "><Properties>";
  for (const auto& [name, value] : properties) {
    if (value.empty()) continue;
    xml += "<Property><Name>" + with_upper_first(name) + "</Name><Value>" + http::escape_xml(value) +
           "</Value></Property>";
  }
  return xml + "</Properties></" + element + ">";
}

}  // namespace droppoint::fakes::notification_hubs
