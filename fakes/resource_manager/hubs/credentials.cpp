#include "fakes/resource_manager/hubs/credentials.hpp"

#include <array>

#include "fakes/resource_manager/hubs/apns_credential.hpp"
#include "fakes/resource_manager/json.hpp"

namespace droppoint::fakes::resource_manager {
namespace {

// Taken and shown, and told apart from "no credential" when something is sent; nothing reaches these
// services.
constexpr std::array<std::string_view, 6> kOthers{"wnsCredential",   "mpnsCredential",    "admCredential",
                                                  "baiduCredential", "browserCredential", "xiaomiCredential"};

// What to do with one kind of credential: read it, remove it, or leave it alone.
enum class Change : std::uint8_t { none, read, remove };

Change change_of(const Fields& properties, std::string_view name, Absent absent) {
  if (properties.has(name)) return Change::read;
  return absent == Absent::remove || properties.is_null(name) ? Change::remove : Change::none;
}

Fields inner(const Fields& properties, std::string_view name) {
  return properties.object(name).object("properties");
}

template <class Credential, class Read>
void apply(const Fields& properties, std::string_view name, Absent absent,
           std::optional<Credential>& credential, Read read) {
  const Change change = change_of(properties, name, absent);
  if (change == Change::remove) credential.reset();
  if (change == Change::read) credential = read(inner(properties, name));
}

resources::FcmV1Credential read_fcm_v1(const Fields& fields) {
  return {.project_id = fields.required_text("projectId"),
          .client_email = fields.required_text("clientEmail"),
          .private_key = fields.required_text("privateKey")};
}

resources::GcmCredential read_gcm(const Fields& fields) {
  resources::GcmCredential credential{.api_key = fields.required_text("googleApiKey")};
  const auto endpoint = fields.text("gcmEndpoint");
  if (endpoint && !endpoint->empty()) credential.endpoint = *endpoint;
  return credential;
}

Json wrapped(Json properties) {
  return Json{{"properties", std::move(properties)}};
}

}  // namespace

void read_credentials(const Fields& properties, Absent absent, resources::Hub& hub) {
  apply(properties, "apnsCredential", absent, hub.apns, read_apns_credential);
  apply(properties, "fcmV1Credential", absent, hub.fcm_v1, read_fcm_v1);
  apply(properties, "gcmCredential", absent, hub.gcm, read_gcm);
  for (const std::string_view name : kOthers) {
    const Change change = change_of(properties, name, absent);
    if (change == Change::none) continue;
    hub.other_credentials.erase(std::string(name));
    const Fields given = inner(properties, name);
    if (change == Change::read) hub.other_credentials.emplace(std::string(name), given.json().dump());
  }
}

Json credentials_json(const resources::Hub& hub) {
  Json credentials = Json::object();
  if (hub.apns) credentials["apnsCredential"] = wrapped(apns_credential_json(*hub.apns));
  if (hub.fcm_v1)
    credentials["fcmV1Credential"] = wrapped(Json{{"clientEmail", hub.fcm_v1->client_email},
                                                  {"privateKey", hub.fcm_v1->private_key},
                                                  {"projectId", hub.fcm_v1->project_id}});
  if (hub.gcm)
    credentials["gcmCredential"] =
        wrapped(Json{{"gcmEndpoint", hub.gcm->endpoint}, {"googleApiKey", hub.gcm->api_key}});
  for (const auto& [name, properties] : hub.other_credentials)
    credentials[name] = wrapped(Json::parse(properties, nullptr, false));
  return credentials;
}

}  // namespace droppoint::fakes::resource_manager
