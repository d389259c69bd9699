#include "fakes/notification_hubs/tags/tag.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "emulator/excerpt.hpp"
#include "emulator/http/text.hpp"

namespace droppoint::fakes::notification_hubs {
namespace {

constexpr std::string_view kInstallation = "$InstallationId:{";
constexpr std::string_view kUser = "$UserId:{";

bool is_tag_character(char character) {
  const bool letter_or_digit = (character >= 'a' && character <= 'z') ||
                               (character >= 'A' && character <= 'Z') ||
                               (character >= '0' && character <= '9');
  return letter_or_digit || std::string_view("_@#.:-").find(character) != std::string_view::npos;
}

// What may stand between the braces: the clients also let an equals sign through there.
bool is_braced(std::string_view text, std::string_view prefix) {
  if (!text.starts_with(prefix) || !text.ends_with('}')) return false;
  const std::string_view id = text.substr(prefix.size(), text.size() - prefix.size() - 1);
  return !id.empty() && std::all_of(id.begin(), id.end(), [](char character) {
    return character == '=' || is_tag_character(character);
  });
}

}  // namespace

bool is_tag(std::string_view text) {
  return !text.empty() && text.size() <= kTagLengthMax &&
         std::all_of(text.begin(), text.end(), is_tag_character);
}

bool is_target_tag(std::string_view text) {
  return is_tag(text) || is_braced(text, kInstallation) || is_braced(text, kUser);
}

std::string installation_tag(std::string_view installation_id) {
  return fmt::format("{}{}}}", kInstallation, installation_id);
}

std::string user_tag(std::string_view user_id) {
  return fmt::format("{}{}}}", kUser, user_id);
}

Result<void> check_tags(const std::vector<std::string>& tags) {
  if (tags.size() > kTagsMax)
    return fail("InvalidTag", fmt::format("There are {} tags, and {} are allowed.", tags.size(), kTagsMax));
  for (const std::string& tag : tags) {
    // The first text is a real answer (azure-notificationhubs-dotnet issue 265).
    if (tag.starts_with('$')) return fail("InvalidTag", "Tags can not start with $");
    if (!is_tag(tag)) {
      return fail("InvalidTag", fmt::format("An invalid tag '{}' was supplied. Valid tag characters are "
                                            "alphanumeric, _, @, -, ., : and #.",
                                            excerpt(tag)));
    }
  }
  return {};
}

Result<std::vector<std::string>> read_tag_list(std::string_view text) {
  std::vector<std::string> tags;
  if (http::trim(text).empty()) return tags;
  while (true) {
    const std::size_t comma = text.find(',');
    const std::string tag(http::trim(text.substr(0, comma)));
    if (std::find(tags.begin(), tags.end(), tag) == tags.end()) tags.push_back(tag);
    if (comma == std::string_view::npos) break;
    text.remove_prefix(comma + 1);
  }
  const auto checked = check_tags(tags);
  if (!checked) return tl::unexpected(checked.error());
  return tags;
}

}  // namespace droppoint::fakes::notification_hubs
