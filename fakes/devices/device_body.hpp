#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/result.hpp"
#include "emulator/sim/time.hpp"
#include "fakes/devices/device.hpp"

namespace droppoint::fakes::devices {

// What a PUT or PATCH of a device says; what it leaves out is absent.
struct DeviceBody {
  std::optional<Platform> platform = {};
  std::optional<std::string> app = {};
  std::optional<std::string> user = {};
  std::optional<std::string> resource = {};
  std::optional<std::string> environment = {};
  std::optional<std::string> fcm_project = {};
  std::vector<Token> tokens = {};
  std::optional<bool> wants_registration = {};
  std::optional<sim::Duration> ttl = {};
  std::optional<std::string> state = {};
  std::optional<bool> online = {};
  std::optional<AppState> app_state = {};
  std::optional<bool> notifications = {};
};

// Both fail with "InvalidRequest" and the first mistake, named by its JSON Pointer.
// A whole device: platform and app are needed.
Result<DeviceBody> read_put_body(std::string_view text);
// Changes to a device of that platform; what it is made of cannot change.
Result<DeviceBody> read_patch_body(std::string_view text, Platform platform);

// `state` first, then the single settings.
void apply_state(const DeviceBody& body, Device& device);

// Whether the text can name a device: it is also an authority on the wire.
bool is_device_name(std::string_view text);

}  // namespace droppoint::fakes::devices
