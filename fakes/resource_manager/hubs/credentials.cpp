#include "fakes/resource_manager/hubs/credentials.hpp"

#include <algorithm>
#include <array>

#include "fakes/resource_manager/hubs/apns_credential.hpp"
#include "fakes/resource_manager/json.hpp"
#include "fakes/resources/credential_checks.hpp"

namespace droppoint::fakes::resource_manager {
namespace {

// Taken and shown, and told apart from "no credential" when something is sent; nothing reaches these
// services.
constexpr std::array<std::string_view, 6> kOthers{"wnsCredential",   "mpnsCredential",    "admCredential",
                                                  "baiduCredential", "browserCredential", "xiaomiCredential"};

void object_to(const Fields& properties, std::string_view name, const resources::Objection& objection) {
  if (objection) properties.mistake("BadRequest", *objection, "properties." + std::string(name));
}

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

// The properties that there are, as they were given; others are dropped.
std::string read_other(const Fields& properties, std::string_view kind) {
  const Fields fields = inner(properties, kind);
  resources::CredentialProperties given;
  Json kept = Json::object();
  std::string_view names = resources::find_other_credential(kind)->properties;
  while (!names.empty()) {
    const std::size_t end = std::min(names.find(' '), names.size());
    const std::string name(names.substr(0, end));
    names.remove_prefix(std::min(end + 1, names.size()));
    const auto text = fields.text(name);
    if (!text) continue;
    given.emplace(name, *text);
    kept[name] = *text;
  }
  object_to(properties, kind, resources::check_other(kind, given));
  return kept.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Json wrapped(Json properties) {
  return Json{{"properties", std::move(properties)}};
}

}  // namespace

void read_credentials(const Fields& properties, Absent absent, sim::Time now, resources::Hub& hub) {
  apply(properties, "apnsCredential", absent, hub.apns, read_apns_credential);
  apply(properties, "fcmV1Credential", absent, hub.fcm_v1, read_fcm_v1);
  apply(properties, "gcmCredential", absent, hub.gcm, read_gcm);
  const auto is_given = [&](std::string_view name) {
    return properties.has(name) && !properties.refusal().has_value();
  };
  if (is_given("apnsCredential"))
    object_to(properties, "apnsCredential", resources::check_apns(*hub.apns, now));
  if (is_given("fcmV1Credential"))
    object_to(properties, "fcmV1Credential", resources::check_fcm_v1(*hub.fcm_v1));
  if (is_given("gcmCredential")) object_to(properties, "gcmCredential", resources::check_gcm(*hub.gcm));
  for (const std::string_view name : kOthers) {
    const Change change = change_of(properties, name, absent);
    if (change == Change::none) continue;
    hub.other_credentials.erase(std::string(name));
    if (change == Change::read) hub.other_credentials.emplace(name, read_other(properties, name));
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
