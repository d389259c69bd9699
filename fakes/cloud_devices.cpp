#include "fakes/cloud_devices.hpp"

#include <nlohmann/json.hpp>

#include "fakes/devices/device_body.hpp"

namespace droppoint::fakes {

void check_cloud_devices(const nlohmann::ordered_json& cloud, const std::string& pointer,
                         std::vector<config::Mistake>& mistakes) {
  if (!cloud.is_object() || !cloud.contains("devices") || !cloud["devices"].is_object()) return;
  const std::string all = config::member_pointer(pointer, "devices");
  for (const auto& [name, device] : cloud["devices"].items()) {
    const std::string place = config::member_pointer(all, name);
    if (!devices::is_device_name(name)) {
      mistakes.push_back({place, true, "'" + name + "' is no name of a device",
                          "use up to 64 letters, digits, '.', '-' and '_'"});
    }
    // What is no object was told when the cloud was read.
    if (device.is_object()) devices::check_new_device(device, place, mistakes);
  }
}

}  // namespace droppoint::fakes
