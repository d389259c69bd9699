#include <algorithm>
#include <string>

#include "emulator/excerpt.hpp"
#include "emulator/http/uri.hpp"
#include "fakes/devices/answers.hpp"
#include "fakes/devices/devices.hpp"

#include <nlohmann/json.hpp>

namespace droppoint::fakes::devices {
namespace {

using Json = nlohmann::ordered_json;

http::Response no_such_device(std::string_view name) {
  return error_answer(404, {"DeviceNotFound", "there is no device " + excerpt(name),
                            "PUT /_droppoint/v1/devices/{name} makes one."});
}

// One push in the form that a tool for developers takes: the newest, or the newest of a trace.
http::Response saved_push(const Device& device, std::string_view format,
                          std::optional<std::string_view> trace) {
  const auto fits = [format, trace](const Record& record) {
    return record.by == format && (!trace || wire::to_text(record.trace) == *trace);
  };
  const auto found = std::find_if(device.records.rbegin(), device.records.rend(), fits);
  if (found == device.records.rend()) {
    return error_answer(
        404, {"NotificationNotFound", device.name + " took no such push by " + std::string(format)});
  }
  return json_answer(200, format == "apns" ? to_simulator_push(*found, device.app) : to_data_map(*found));
}

}  // namespace

http::Response Devices::list_devices() const {
  Json list = Json::array();
  for (const auto& [name, device] : devices_) list.push_back(to_json(device));
  return json_answer(200, list);
}

http::Response Devices::get_device(std::string_view name) const {
  const Device* device = find(name);
  return device == nullptr ? no_such_device(name) : json_answer(200, to_json(*device));
}

http::Response Devices::get_notifications(const wire::Hop& hop, std::string_view name) const {
  const Device* device = find(name);
  if (device == nullptr) return no_such_device(name);
  const auto target = http::Target::parse(hop.request.target);
  if (!target) return error_answer(400, target.error());
  if (const auto format = target->query("format")) {
    if (*format != "apns" && *format != "fcm") {
      return error_answer(400, {"InvalidRequest", "format is `" + excerpt(*format) + "`, not apns or fcm"});
    }
    return saved_push(*device, *format, target->query("trace"));
  }
  Json list = Json::array();
  for (const Record& record : device->records) list.push_back(to_json(record));
  return json_answer(200, list);
}

}  // namespace droppoint::fakes::devices
