#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "fakes/notification_hubs/registrations/registration.hpp"

namespace droppoint::fakes::notification_hubs {

struct InstallationTemplate {
  std::string body;
  HeaderList headers = {};
  std::string expiry = {};
  std::vector<std::string> tags = {};
};

// A further tile of a Windows app, with a channel of its own.
struct SecondaryTile {
  std::string push_channel;
  bool push_channel_expired = false;
  std::vector<std::string> tags = {};
  std::map<std::string, InstallationTemplate> templates = {};
};

// What one installed app told the hub about itself: all that it wants, under an id of its own choice.
// https://learn.microsoft.com/rest/api/notificationhubs/create-overwrite-installation
struct Installation {
  std::string id;
  std::string user_id = {};
  const PlatformKind* kind = &kApple;
  // One for each of the kind's handle elements, as given.
  std::vector<std::string> push_channel;
  // The push service said that the channel is gone; nothing is sent to it until it is written anew.
  bool push_channel_expired = false;
  std::optional<sim::Time> expires_at = {};
  std::vector<std::string> tags = {};
  Properties push_variables = {};
  std::map<std::string, InstallationTemplate> templates = {};
  std::map<std::string, SecondaryTile> secondary_tiles = {};
  sim::Time last_update{};
};

// The registrations that an installation shows as, without their ids: a native one that is tagged with the
// installation's id, and one for each template, which has the template's name and tags besides. None for a
// channel that expired.
std::vector<Registration> registrations_shown_by(const Installation& installation);

// The handle as registrations keep it.
std::vector<std::string> normal_handle(const PlatformKind& kind, std::vector<std::string> parts);

}  // namespace droppoint::fakes::notification_hubs
