#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "emulator/result.hpp"

namespace droppoint::fakes::notification_hubs {

// https://learn.microsoft.com/azure/notification-hubs/notification-hubs-tags-segment-push-message
inline constexpr std::size_t kTagLengthMax = 120;
inline constexpr std::size_t kTagsMax = 60;

// Letters, digits and "_@#.:-", at most kTagLengthMax of them: what a caller may give to a registration.
bool is_tag(std::string_view text);
// A tag, or one that the hub itself gives to installations: `$InstallationId:{…}` and `$UserId:{…}`, braces
// and all. Case counts in both. This is what a send may name.
bool is_target_tag(std::string_view text);

std::string installation_tag(std::string_view installation_id);
std::string user_tag(std::string_view user_id);

// Reads "a, b,c", each tag once and in order. Fails with "InvalidTag" for what is no tag and for more than
// kTagsMax.
Result<std::vector<std::string>> read_tag_list(std::string_view text);
// The same checks, for tags that came one by one.
Result<void> check_tags(const std::vector<std::string>& tags);

}  // namespace droppoint::fakes::notification_hubs
