#include "fakes/devices/device_body.hpp"

#include <utility>

#include "fakes/config/object_reader.hpp"

#include <nlohmann/json.hpp>

namespace droppoint::fakes::devices {
namespace {

using Json = nlohmann::ordered_json;
using config::Mistake;
using config::ObjectReader;

constexpr std::size_t kNameBytesMax = 64;
constexpr std::size_t kAppBytesMax = 155;
constexpr std::string_view kNameCharacters =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_";

bool is_plain(std::string_view text, std::size_t bytes_max) {
  return !text.empty() && text.size() <= bytes_max &&
         text.find_first_not_of(kNameCharacters) == std::string_view::npos;
}

tl::unexpected<Error> first_of(const std::vector<Mistake>& mistakes) {
  const Mistake& first = mistakes.front();
  const std::string place = first.pointer.empty() ? "" : first.pointer + ": ";
  return fail("InvalidRequest", place + first.message, first.hint);
}

Result<Json> parse_object(std::string_view text) {
  Json json = Json::parse(text, nullptr, false);
  if (json.is_discarded()) return fail("InvalidRequest", "the body is not JSON");
  if (!json.is_object()) return fail("InvalidRequest", "the body is no JSON object");
  return json;
}

void take_over(ObjectReader& reader, const Device& origin, DeviceBody& body) {
  if (body.platform.value_or(origin.platform) != origin.platform) {
    reader.wrong("restored_from", origin.name + " is of another platform");
  }
  if (body.app.value_or(origin.app) != origin.app) {
    reader.wrong("restored_from", origin.name + " has another app, " + origin.app);
  }
  body.platform = origin.platform;
  body.app = origin.app;
  if (origin.platform == Platform::ios && !body.environment) body.environment = origin.environment;
  if (origin.platform == Platform::android && !body.fcm_project) body.fcm_project = origin.fcm_project;
}

// What comes with the data of another device need not be said again.
void read_make(ObjectReader& reader, const Device* origin, DeviceBody& body) {
  if (origin == nullptr) reader.required_text("platform");
  if (const auto platform = reader.choice("platform", {"ios", "android"})) {
    body.platform = parse_platform(*platform);
  }
  body.app = origin == nullptr ? reader.required_text("app") : reader.text("app");
  if (body.app && !body.app->empty() && !is_plain(*body.app, kAppBytesMax)) {
    reader.wrong("app", "is no bundle id or package name: letters, digits, `.`, `-` and `_` are allowed");
  }
  body.environment = reader.choice("environment", {"production", "sandbox"});
  body.fcm_project = reader.text("fcm_project");
  if (origin != nullptr) take_over(reader, *origin, body);
  if (body.platform == Platform::android && body.environment) {
    reader.wrong("environment", "is for iOS devices only");
  }
  if (body.platform == Platform::ios && body.fcm_project) {
    reader.wrong("fcm_project", "is for Android devices only");
  }
}

DeviceBody read_new(const Json& json, const std::string& pointer, const Device* origin,
                    std::vector<Mistake>& mistakes) {
  const std::size_t before = mistakes.size();
  ObjectReader reader(json, pointer, "a device", mistakes);
  DeviceBody body;
  body.restored_from = reader.text("restored_from").value_or("");
  read_make(reader, origin, body);
  // Without a platform nothing can be said about its tokens.
  if (!body.platform && mistakes.size() > before) return body;
  read_settings(reader, *body.platform, body);
  if (origin != nullptr) {
    // Who was signed in is among the data.
    if (!body.user) body.user = origin->user;
    if (!body.resource) body.resource = origin->resource;
  }
  if (body.wants_registration.value_or(false) && body.user.value_or("").empty()) {
    reader.wrong("register", "a device without `user` cannot register");
  }
  reader.finish();
  return body;
}

DeviceBody read_change(const Json& json, const std::string& pointer, Platform platform,
                       std::vector<Mistake>& mistakes) {
  ObjectReader reader(json, pointer, "a change to a device", mistakes);
  for (const char* fixed : {"platform", "app", "environment", "fcm_project", "restored_from"}) {
    if (reader.has(fixed)) reader.wrong(fixed, "cannot change", "PUT replaces the device.");
  }
  DeviceBody body;
  read_settings(reader, platform, body);
  reader.finish();
  return body;
}

}  // namespace

std::string restored_from_of(std::string_view text) {
  const Json json = Json::parse(text, nullptr, false);
  if (!json.is_object()) return {};
  const auto found = json.find("restored_from");
  return found != json.end() && found->is_string() ? found->get<std::string>() : std::string();
}

Result<DeviceBody> read_put_body(std::string_view text, const Device* origin) {
  const Result<Json> json = parse_object(text);
  if (!json) return tl::unexpected<Error>(json.error());
  std::vector<Mistake> mistakes;
  DeviceBody body = read_new(*json, "", origin, mistakes);
  if (!mistakes.empty()) return first_of(mistakes);
  return body;
}

Result<DeviceBody> read_patch_body(std::string_view text, Platform platform) {
  const Result<Json> json = parse_object(text);
  if (!json) return tl::unexpected<Error>(json.error());
  std::vector<Mistake> mistakes;
  DeviceBody body = read_change(*json, "", platform, mistakes);
  if (!mistakes.empty()) return first_of(mistakes);
  return body;
}

void check_new_device(const Json& value, const std::string& pointer, std::vector<Mistake>& mistakes) {
  // What comes with another device's data is known when it is there.
  if (value.is_object() && value.contains("restored_from")) return;
  read_new(value, pointer, nullptr, mistakes);
}

void check_device_change(const Json& value, const std::string& pointer, std::vector<Mistake>& mistakes) {
  std::vector<Mistake> of_ios;
  std::vector<Mistake> of_android;
  read_change(value, pointer, Platform::ios, of_ios);
  read_change(value, pointer, Platform::android, of_android);
  const auto& fewer = of_android.size() < of_ios.size() ? of_android : of_ios;
  mistakes.insert(mistakes.end(), fewer.begin(), fewer.end());
}

bool is_device_name(std::string_view text) {
  return is_plain(text, kNameBytesMax);
}

}  // namespace droppoint::fakes::devices
