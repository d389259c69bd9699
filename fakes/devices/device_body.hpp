#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "emulator/result.hpp"
#include "emulator/sim/time.hpp"
#include "fakes/devices/device.hpp"

namespace droppoint::config {
class ObjectReader;
struct Mistake;
}  // namespace droppoint::config

namespace droppoint::fakes::devices {

// What a PUT or PATCH of a device says; what it leaves out is absent.
struct DeviceBody {
  std::optional<Platform> platform = {};
  std::optional<std::string> app = {};
  std::optional<std::string> user = {};
  std::optional<std::string> resource = {};
  std::optional<std::string> environment = {};
  std::optional<std::string> fcm_project = {};
  // Of another device, whose backup this one was set up from.
  std::string restored_from = {};
  std::vector<Token> tokens = {};
  bool rotate_tokens = false;
  std::optional<bool> wants_registration = {};
  std::optional<sim::Duration> ttl = {};

  std::optional<std::string> state = {};
  std::optional<bool> powered = {};
  std::optional<Network> network = {};
  std::optional<AppState> app_state = {};
  std::optional<bool> notifications = {};
  std::optional<bool> token_expired = {};
  std::optional<bool> focus = {};
  std::optional<bool> low_power = {};
  std::optional<bool> background_refresh = {};
  std::optional<int> background_pushes_per_hour = {};
  std::optional<bool> reports_calls = {};
  std::optional<bool> dozes = {};
  std::optional<StandbyBucket> standby_bucket = {};

  bool reinstalls() const { return state == "reinstalled"; }
};

// The member `restored_from` of a body, however wrong the rest is; else empty.
std::string restored_from_of(std::string_view text);

// Both fail with "InvalidRequest" and the first mistake, named by its JSON Pointer.
// A whole device: platform and app are needed, unless they come with the data of `origin` (null: of none).
Result<DeviceBody> read_put_body(std::string_view text, const Device* origin);
// Changes to a device of that platform; what it is made of cannot change.
Result<DeviceBody> read_patch_body(std::string_view text, Platform platform);

// For those who read a device before there is a cloud to ask: all that is wrong with a new device, and with a
// change to one whose platform is not known yet. `pointer` is where the object stands in its document.
void check_new_device(const nlohmann::ordered_json& value, const std::string& pointer,
                      std::vector<config::Mistake>& mistakes);
void check_device_change(const nlohmann::ordered_json& value, const std::string& pointer,
                         std::vector<config::Mistake>& mistakes);

// What both bodies have: read_settings.cpp.
void read_settings(config::ObjectReader& reader, Platform platform, DeviceBody& body);

// `state` first, then the single settings. Fails with "InvalidRequest" for what no phone can be.
Result<void> apply_state(const DeviceBody& body, Device& device);

// Whether the text can name a device: it is also an authority on the wire.
bool is_device_name(std::string_view text);

}  // namespace droppoint::fakes::devices
