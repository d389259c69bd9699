#include "fakes/handles.hpp"

#include "fakes/cloud_core.hpp"
#include "fakes/cloud_store.hpp"
#include "fakes/control_call.hpp"

#include <nlohmann/json.hpp>

namespace droppoint {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kArm = "management.azure.com";

// A management call as armclient or an SDK makes it. The status and the JSON of the answer.
std::pair<int, Json> manage(Cloud* cloud, std::string method, const std::string& path,
                            std::string_view api_version, const Json& body) {
  http::Request request{.method = std::move(method),
                        .target = path + "?api-version=" + std::string(api_version),
                        .authority = std::string(kArm),
                        .headers = {{"host", kArm}},
                        .body = body.is_null() ? nullptr : http::make_body(body.dump())};
  request.headers.add("authorization", "Bearer " + cloud->core().management_token());
  if (request.body) request.headers.add("content-type", "application/json");
  const auto answer = cloud->request(std::move(request));
  if (!answer || !answer->has_value())
    throw CloudError({"NoAnswer", "Resource Manager gave no answer to " + path});
  return {(*answer)->status, Json::parse(http::bytes_of((*answer)->body), nullptr, false)};
}

void manage_or_throw(Cloud* cloud, std::string method, const std::string& path, std::string_view api_version,
                     const Json& body) {
  const auto [status, json] = manage(cloud, std::move(method), path, api_version, body);
  if (status < 300) return;
  throw CloudError({"Refused", "Resource Manager answered " + std::to_string(status) + " to " + path + ": " +
                                   json.dump()});
}

constexpr std::string_view kHubsApi = "2023-10-01-preview";
constexpr std::string_view kCommunicationApi = "2020-08-20-preview";

std::string_view text_of(Way way) {
  switch (way) {
    case Way::realtime:
      return "realtime";
    case Way::apns:
      return "apns";
    case Way::fcm:
      return "fcm";
    case Way::webhook:
      return "webhook";
  }
  return "";
}

// Absent counts as any value, as ExpectedVerdict says.
template <class Value, class Actual>
bool holds(const std::optional<Value>& expected, const Actual& actual) {
  return !expected || *expected == actual;
}

const resources::Hub& hub_or_throw(Cloud* cloud, const std::string& name) {
  const auto parts = *config::split_hub_name(name);
  const resources::Hub* hub = cloud->core().store().find_hub(parts.first, parts.second);
  if (hub == nullptr) throw CloudError({"HubNotFound", "the hub '" + name + "' is gone"});
  return *hub;
}

}  // namespace

ExpectedVerdict delivered_by(Way way) {
  return {.state = wire::VerdictState::delivered, .by = std::string(text_of(way))};
}
ExpectedVerdict dropped_at(int drop_point, std::string cause) {
  return {.state = wire::VerdictState::dropped, .drop_point = drop_point, .cause = std::move(cause)};
}
ExpectedVerdict pending() {
  return {};
}

bool operator==(const wire::Verdict& verdict, const ExpectedVerdict& expected) {
  const bool same_drop_point = !expected.drop_point || verdict.drop_point == expected.drop_point;
  return verdict.state == expected.state && holds(expected.by, verdict.by) && same_drop_point &&
         holds(expected.cause, verdict.cause) && holds(expected.underlying_cause, verdict.underlying_cause);
}

wire::Verdict Call::verdict() const {
  return cloud_->core().wire().ledger().verdict(trace_);
}

wire::Verdict Call::verdict_on(std::string_view device) const {
  for (const auto& notification : cloud_->core().wire().ledger().notifications(trace_)) {
    if (notification.device == device && notification.kind != "stop-ringing") return notification.verdict;
  }
  throw CloudError(
      {"NotNotified", "the call has no notification for the device '" + std::string(device) + "'"});
}

std::vector<std::string> Call::warnings() const {
  const auto trace = cloud_->core().wire().ledger().trace(trace_);
  return trace ? trace->warnings : std::vector<std::string>();
}

void Call::answer(std::string_view device) {
  ask_control(cloud_, "POST", "calls/" + id_ + "/answer", Json{{"device", device}});
}
void Call::decline(std::string_view device) {
  ask_control(cloud_, "POST", "calls/" + id_ + "/decline", Json{{"device", device}});
}
void Call::hang_up(std::string_view device) {
  const Json body = device.empty() ? Json::object() : Json{{"device", device}};
  ask_control(cloud_, "POST", "calls/" + id_ + "/hang-up", body);
}

Call CommunicationServices::call(const CallOptions& options) {
  const Json body{{"from", options.from}, {"to", options.to}, {"resource", name_}, {"video", options.video}};
  const Json made = ask_control(cloud_, "POST", "calls", body);
  return Call(cloud_, control_text(made, "call"), *wire::parse_trace_id(control_text(made, "trace")));
}

wire::TraceId CommunicationServices::send_chat(const ChatOptions& options) {
  const Json body{
      {"from", options.from}, {"to", options.to}, {"content", options.content}, {"resource", name_}};
  return *wire::parse_trace_id(control_text(ask_control(cloud_, "POST", "chat/messages", body), "trace"));
}

std::string CommunicationServices::resource_id() const {
  return resources::resource_id_of(*cloud_->core().store().find_communication(name_));
}

std::string CommunicationServices::connection_string() const {
  const auto* resource = cloud_->core().store().find_communication(name_);
  return "endpoint=https://" + name_ + ".communication.azure.com/;accesskey=" + resource->primary_key;
}

void CommunicationServices::link(std::string_view hub, std::string_view policy) {
  const Hub linked(cloud_, std::string(hub));
  const int status = link_texts(linked.connection_string(policy), linked.resource_id());
  if (status != 200) throw CloudError({"Refused", "linkNotificationHub answered " + std::to_string(status)});
}

int CommunicationServices::link_texts(std::string_view connection_string, std::string_view hub_id) {
  const Json body{{"connectionString", connection_string}, {"resourceId", hub_id}};
  return manage(cloud_, "POST", resource_id() + "/linkNotificationHub", kCommunicationApi, body).first;
}

void CommunicationServices::unlink() {
  ask_control(cloud_, "DELETE", "links/" + name_);
}
void CommunicationServices::flush_link() {
  ask_control(cloud_, "POST", "links/" + name_ + "/flush");
}

std::string Hub::resource_id() const {
  const auto parts = *config::split_hub_name(name_);
  return resources::resource_id_of(*cloud_->core().store().find_namespace(parts.first),
                                   hub_or_throw(cloud_, name_));
}

std::string Hub::connection_string(std::string_view policy) const {
  const resources::Hub& hub = hub_or_throw(cloud_, name_);
  const auto found = hub.policies.find(policy);
  if (found == hub.policies.end()) {
    throw CloudError(
        {"PolicyNotFound", "the hub '" + name_ + "' has no policy '" + std::string(policy) + "'"});
  }
  return fakes::connection_string_of(config::split_hub_name(name_)->first, found->second);
}

void Hub::regenerate_key(std::string_view policy, std::string_view which) {
  manage_or_throw(cloud_, "POST",
                  resource_id() + "/authorizationRules/" + std::string(policy) + "/regenerateKeys", kHubsApi,
                  Json{{"policyKey", which}});
}

void Hub::configure_apns(const std::optional<config::ApnsConfig>& apns) {
  Json credential = nullptr;
  if (apns) {
    const auto made = fakes::credential_of(*apns);
    Json properties{{"endpoint", made.endpoint}};
    if (made.mode == resources::ApnsCredential::Mode::token) {
      properties["keyId"] = made.key_id;
      properties["appName"] = made.topic;
      properties["appId"] = made.team_id;
      properties["token"] = made.token;
    } else {
      properties["apnsCertificate"] = made.certificate;
      properties["certificateKey"] = made.certificate_key;
      properties["appName"] = made.topic;
    }
    credential = Json{{"properties", std::move(properties)}};
  }
  const Json body{{"properties", {{"apnsCredential", std::move(credential)}}}};
  manage_or_throw(cloud_, "PATCH", resource_id(), kHubsApi, body);
}

void Hub::configure_fcm_v1(const std::optional<config::FcmV1Config>& fcm) {
  Json credential = nullptr;
  if (fcm) {
    const auto made = fakes::credential_of(*fcm);
    credential["properties"] = {
        {"clientEmail", made.client_email}, {"privateKey", made.private_key}, {"projectId", made.project_id}};
  }
  const Json body{{"properties", {{"fcmV1Credential", std::move(credential)}}}};
  manage_or_throw(cloud_, "PATCH", resource_id(), kHubsApi, body);
}

void Hub::remove() {
  manage_or_throw(cloud_, "DELETE", resource_id(), kHubsApi, nullptr);
}

void Hub::remove_namespace() {
  const auto parts = *config::split_hub_name(name_);
  const std::string id = resources::resource_id_of(*cloud_->core().store().find_namespace(parts.first));
  manage_or_throw(cloud_, "DELETE", id, kHubsApi, nullptr);
}

std::uint64_t Hub::metric(std::string_view name) const {
  return cloud_->core().metrics().total(resource_id(), name);
}

}  // namespace droppoint
