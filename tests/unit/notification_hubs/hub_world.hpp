#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "fakes/auth/fixed_keys.hpp"
#include "fakes/auth/sas.hpp"
#include "fakes/notification_hubs/notification_hubs.hpp"
#include "tests/support/test_world.hpp"

// A namespace "contoso" with the hub "hub1", between scripted push services.

namespace droppoint::test {

inline constexpr std::string_view kHost = "contoso.servicebus.windows.net";
inline constexpr std::string_view kKey = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";
inline constexpr std::string_view kOtherKey = "b3RoZXIta2V5LW90aGVyLWtleS1vdGhlci1rZXkhISE=";
inline constexpr std::string_view kAlert = R"({"aps":{"alert":"hi"}})";
inline constexpr std::string_view kDirect = "/hub1/messages/?direct&api-version=2015-01";

struct HubWorld : TestWorld {
  explicit HubWorld(notification_hubs::Options options = {})
      : hubs({.wire = wire,
              .store = store,
              .metrics = metrics,
              .directory = directory,
              .random = random.stream("notification hubs"),
              .options = options}) {
    wire.attach(wire::Party::notification_hubs, hubs);
    wire.attach(wire::Party::apns, apns);
    wire.attach(wire::Party::fcm, fcm);
    add_hub("contoso", "hub1");
    hub().apns = resources::ApnsCredential{.topic = "com.contoso.app",
                                           .team_id = "TEAM000001",
                                           .key_id = "KEY0000001",
                                           .token = std::string(auth::kApnsSigningKeyPem)};
    hub().fcm_v1 = resources::FcmV1Credential{.project_id = "contoso-project",
                                              .client_email = "push@contoso-project.iam.gserviceaccount.com",
                                              .private_key = std::string(auth::kFcmServiceAccountPem)};
  }
  ~HubWorld() { scheduler.destroy_tasks(); }

  resources::Hub& add_hub(const std::string& name_space, const std::string& name,
                          std::string_view key = kKey) {
    auto& owner = store.namespaces()[name_space];
    owner.name = name_space;
    owner.subscription = "00000000-0000-0000-0000-000000000000";
    owner.resource_group = "group";
    auto& added = owner.hubs[name];
    added.name = name;
    add_policy(added.policies, "acs-send", {.send = true}, key);
    add_policy(added.policies, "listen", {.listen = true}, key);
    add_policy(added.policies, "full", {.listen = true, .send = true, .manage = true}, key);
    return added;
  }
  static resources::Policy& add_policy(resources::ByName<resources::Policy>& policies,
                                       const std::string& name, resources::Rights rights,
                                       std::string_view key) {
    policies[name] = {name, rights, std::string(key), "c2Vjb25kYXJ5LWtleS1zZWNvbmRhcnkta2V5LXNlY28="};
    return policies[name];
  }

  resources::Namespace& name_space() { return *store.find_namespace("contoso"); }
  resources::Hub& hub() { return *store.find_hub("contoso", "hub1"); }
  std::uint64_t metric(std::string_view name) {
    return metrics.total(resources::resource_id_of(name_space(), hub()), name);
  }

  std::string sas(std::string_view policy = "acs-send", std::string_view key = kKey,
                  std::string_view uri = "https://contoso.servicebus.windows.net/hub1") {
    return auth::make_sas(uri, policy, auth::HmacKey(key), scheduler.now() + std::chrono::hours(1));
  }

  // What Communication Services or a back end sends for one device.
  http::Request push(std::string_view format = "apple", std::string_view body = kAlert,
                     std::string_view handle = "aa11", std::string_view target = kDirect) {
    const std::string token = sas();
    http::Headers headers{{"Authorization", token},
                          {"Content-Type", "application/json;charset=utf-8"},
                          {"ServiceBusNotification-Format", format}};
    if (!handle.empty()) headers.add("ServiceBusNotification-DeviceHandle", handle);
    return request("POST", std::string(kHost), std::string(target), std::move(headers), std::string(body));
  }

  http::Response ask(http::Request request) {
    auto answer = send(wire::Party::notification_hubs, std::move(request));
    if (!answer || !*answer) return http::Response{.status = 0};
    return std::move(**answer);
  }

  ScriptedService apns;
  ScriptedService fcm;
  notification_hubs::NotificationHubs hubs;
};

inline std::string body_of(const http::Response& response) {
  return std::string(http::bytes_of(response.body));
}
inline bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}
inline std::string header(const http::Response& response, std::string_view name) {
  return std::string(response.headers.get(name).value_or("(none)"));
}
inline std::string header(const http::Request& request, std::string_view name) {
  return std::string(request.headers.get(name).value_or("(none)"));
}

}  // namespace droppoint::test
