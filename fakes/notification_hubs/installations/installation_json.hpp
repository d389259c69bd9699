#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "emulator/result.hpp"
#include "fakes/notification_hubs/registrations/installation.hpp"

namespace droppoint::fakes::notification_hubs {

// An installation as its JSON has it, but for `installationId`, which the address says; the body may repeat
// it. What the hub alone decides (`pushChannelExpired`, `lastUpdate`) is passed over, unknown members too.
// Fails with "InvalidInstallation" or "InvalidTag".
Result<Installation> read_installation(std::string_view id, std::string_view text);

// Names, order and the form of "never": recorded answers in Azure/azure-notificationhubs-dotnet.
std::string write_installation(const Installation& installation);

// Parts of it, which a patch brings by themselves.
Result<std::vector<std::string>> read_push_channel(const PlatformKind& kind,
                                                   const nlohmann::ordered_json& value);
Result<InstallationTemplate> read_template(const std::string& name, const nlohmann::ordered_json& value);
Result<SecondaryTile> read_tile(const nlohmann::ordered_json& value);
Result<HeaderList> read_headers(const nlohmann::ordered_json& value);
// An array of texts, each once. A template's own name may stand among its tags, whatever it is made of: the
// hub itself puts it there.
Result<std::vector<std::string>> read_tags(const nlohmann::ordered_json& value,
                                           std::string_view own_name = {});

}  // namespace droppoint::fakes::notification_hubs
