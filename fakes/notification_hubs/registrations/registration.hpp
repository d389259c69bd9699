#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "emulator/sim/time.hpp"
#include "fakes/notification_hubs/registrations/platform_kinds.hpp"
#include "fakes/notification_hubs/templates/body_template.hpp"

namespace droppoint::fakes::notification_hubs {

// In the order in which they were given.
using HeaderList = std::vector<std::pair<std::string, std::string>>;

// What makes a registration one of a template.
struct RegistrationTemplate {
  std::string body;
  std::string name;
  HeaderList headers = {};
  // A time, or an expression that becomes one (Apple).
  std::string expiry = {};
  std::string priority = {};
  // Null where the body is no template: an installation may bring such a one, and each send to it then fails.
  std::shared_ptr<const BodyTemplate> compiled = {};
};

// That one device wants notifications: those of its platform, or those that its template makes.
struct Registration {
  std::string id;
  const PlatformKind* kind = &kApple;
  // One for each of the kind's handle elements. Apple's tokens are kept in capitals.
  std::vector<std::string> handle_parts;
  std::vector<std::string> tags = {};
  Properties push_variables = {};
  std::optional<RegistrationTemplate> body_template = {};
  // Of a Windows tile: the name of the tile that this is for.
  std::string secondary_tile = {};
  std::optional<sim::Time> expires_at = {};
  // The installation that this stands for, or empty.
  std::string installation_id = {};

  // Set by the store: how often it was written, and its place in lists.
  std::uint64_t etag = 0;
  std::uint64_t sequence = 0;

  // As the push service is told, and as outcomes name it.
  std::string handle() const {
    // A Baidu device is a user and a channel.
    if (kind->name == "Baidu" && handle_parts.size() > 1) return handle_parts[0] + '-' + handle_parts[1];
    return handle_parts.empty() ? std::string() : handle_parts.front();
  }
};

// Never changed once written, so whoever waits may keep one.
using RegistrationPointer = std::shared_ptr<const Registration>;

}  // namespace droppoint::fakes::notification_hubs
