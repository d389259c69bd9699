#include <algorithm>
#include <array>

#include <nlohmann/json.hpp>

#include "fakes/cloud_core.hpp"
#include "fakes/devices/device_body.hpp"
#include "scenarios/engine/step_kinds.hpp"

namespace droppoint::scenarios {
namespace {

using config::ObjectReader;

// Device steps are control calls; what those refuse is told with the step.
void call_control(Cloud& cloud, std::string_view method, const std::string& device, const Value& body) {
  const auto answer = cloud.control(method, "/_droppoint/v1/devices/" + device, body.dump());
  if (!answer || !answer->has_value())
    throw CloudError({"NoAnswer", "the device '" + device + "' did not answer"});
  if ((*answer)->status < 300) return;
  const Value json = Value::parse(http::bytes_of((*answer)->body), nullptr, false);
  const bool told = json.is_object() && json.contains("error");
  throw CloudError({"Refused", told ? json["error"].value("message", "refused") : "refused"});
}

bool exists(Cloud& cloud, const std::string& device) {
  const auto answer = cloud.control("GET", "/_droppoint/v1/devices/" + device);
  return answer && answer->has_value() && (*answer)->status == 200;
}

}  // namespace

Act read_device(const Value& value, const std::string& pointer, Mistakes& mistakes) {
  // The members are those of the control API, which has the last word on them when the step runs.
  ObjectReader reader(value, pointer, "device", mistakes);
  const std::string name = reader.required_text("name");
  if (!value.is_object()) return {};
  Value body = value;
  body.erase("name");
  // Who says what a device is made of makes one; else the step changes what is there.
  const std::array made_of{"platform", "app", "environment", "fcm_project", "restored_from"};
  if (std::any_of(made_of.begin(), made_of.end(), [&](const char* key) { return body.contains(key); })) {
    fakes::devices::check_new_device(body, pointer, mistakes);
  } else {
    fakes::devices::check_device_change(body, pointer, mistakes);
  }
  return [name, body](Context& context) {
    call_control(context.cloud, exists(context.cloud, name) ? "PATCH" : "PUT", name, body);
  };
}

Act read_register_device(const Value& value, const std::string& pointer, Mistakes& mistakes) {
  ObjectReader reader(value, pointer, "register", mistakes);
  const std::string device = reader.required_text("device");
  Value body{{"register", true}};
  if (const auto ttl = reader.duration("ttl")) body["ttl"] = sim::to_text(*ttl);
  reader.finish();
  return [device, body](Context& context) { call_control(context.cloud, "PATCH", device, body); };
}

Act read_unregister_device(const Value& value, const std::string& pointer, Mistakes& mistakes) {
  ObjectReader reader(value, pointer, "unregister", mistakes);
  const std::string device = reader.required_text("device");
  reader.finish();
  return [device](Context& context) {
    call_control(context.cloud, "PATCH", device, Value{{"register", false}});
  };
}

}  // namespace droppoint::scenarios
