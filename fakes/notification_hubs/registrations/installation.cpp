#include "fakes/notification_hubs/registrations/installation.hpp"

#include <algorithm>

#include "fakes/notification_hubs/tags/tag.hpp"

namespace droppoint::fakes::notification_hubs {
namespace {

void add_tag(std::vector<std::string>& tags, std::string tag) {
  if (std::find(tags.begin(), tags.end(), tag) == tags.end()) tags.push_back(std::move(tag));
}

Registration template_registration(Registration base, const std::string& name,
                                   const InstallationTemplate& source) {
  for (const std::string& tag : source.tags) add_tag(base.tags, tag);
  add_tag(base.tags, name);
  RegistrationTemplate own{
      .body = source.body, .name = name, .headers = source.headers, .expiry = source.expiry};
  if (auto compiled = BodyTemplate::parse(source.body))
    own.compiled = std::make_shared<const BodyTemplate>(std::move(*compiled));
  base.body_template = std::move(own);
  return base;
}

void add_with_templates(std::vector<Registration>& registrations, const Registration& base,
                        const std::map<std::string, InstallationTemplate>& templates) {
  registrations.push_back(base);
  for (const auto& [name, source] : templates)
    registrations.push_back(template_registration(base, name, source));
}

}  // namespace

std::vector<std::string> normal_handle(const PlatformKind& kind, std::vector<std::string> parts) {
  if (kind.name != kApple.name) return parts;
  for (std::string& part : parts) {
    for (char& character : part) {
      if (character >= 'a' && character <= 'z') character = static_cast<char>(character - 'a' + 'A');
    }
  }
  return parts;
}

std::vector<Registration> registrations_shown_by(const Installation& installation) {
  Registration base{.id = {},
                    .kind = installation.kind,
                    .handle_parts = normal_handle(*installation.kind, installation.push_channel)};
  base.tags.push_back(installation_tag(installation.id));
  if (!installation.user_id.empty()) base.tags.push_back(user_tag(installation.user_id));
  base.push_variables = installation.push_variables;
  base.expires_at = installation.expires_at;
  base.installation_id = installation.id;

  std::vector<Registration> registrations;
  if (!installation.push_channel_expired) {
    Registration primary = base;
    for (const std::string& tag : installation.tags) add_tag(primary.tags, tag);
    add_with_templates(registrations, primary, installation.templates);
  }
  for (const auto& [name, tile] : installation.secondary_tiles) {
    if (tile.push_channel_expired) continue;
    Registration secondary = base;
    secondary.secondary_tile = name;
    secondary.handle_parts = {tile.push_channel};
    for (const std::string& tag : tile.tags) add_tag(secondary.tags, tag);
    add_with_templates(registrations, secondary, tile.templates);
  }
  return registrations;
}

}  // namespace droppoint::fakes::notification_hubs
