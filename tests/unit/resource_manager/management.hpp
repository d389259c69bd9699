#pragma once

#include <string>
#include <string_view>
#include <utility>

#include <nlohmann/json.hpp>

#include "fakes/auth/jwt.hpp"
#include "fakes/resource_manager/resource_manager.hpp"
#include "tests/support/test_world.hpp"

// A management plane with one subscription and one resource group, asked as a client asks it.

namespace droppoint::fakes::resource_manager {

inline constexpr std::string_view kSubscription = "00000000-0000-0000-0000-000000000000";
inline constexpr std::string_view kGroup =
    "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/droppoint";
inline const std::string kCommunication =
    std::string(kGroup) + "/providers/Microsoft.Communication/communicationServices";
inline const std::string kNamespaces =
    std::string(kGroup) + "/providers/Microsoft.NotificationHubs/namespaces";
// Those that make_hub() makes.
inline const std::string kNamespace = kNamespaces + "/contoso-ns";
inline const std::string kHub = kNamespace + "/notificationHubs/calls";
inline constexpr std::string_view kRealHost = "management.azure.com";
inline constexpr std::string_view kLocal = "127.0.0.1:10600";

// Any well-formed token opens the door, unless authentication is strict.
inline std::string any_token() {
  return auth::make_unsigned_jwt(R"({"alg":"none","typ":"JWT"})",
                                 R"({"aud":"https://management.azure.com"})");
}

struct Reply {
  int status = 0;
  http::Headers headers;
  std::string text;
  nlohmann::json json;

  std::string header(std::string_view name) const { return std::string(headers.get(name).value_or("")); }
  std::string code() const { return json.is_object() ? json["error"].value("code", "") : ""; }
};

class Management {
 public:
  explicit Management(ResourceManagerOptions options = {})
      : service(ResourceManagerParts{.wire = world.wire,
                                     .store = world.store,
                                     .metrics = world.metrics,
                                     .random = world.random,
                                     .options = std::move(options)}) {
    world.wire.attach(wire::Party::resource_manager, service);
    world.wire.attach(wire::Party::monitor, monitor);
    world.store.groups()[std::string(kSubscription)]["droppoint"] = "westeurope";
  }

  Reply send(http::Request request, wire::Protocol protocol = wire::Protocol::http2_tls) {
    wire::Origin origin{.outside = true, .sender_time = sender_time(), .protocol = protocol};
    const auto answer =
        world.send(wire::Party::resource_manager, std::move(request), wire::Party::client, std::move(origin));
    Reply reply;
    if (!answer || !answer->has_value()) return reply;
    const http::Response& response = **answer;
    reply.status = response.status;
    reply.headers = response.headers;
    reply.text = std::string(http::bytes_of(response.body));
    reply.json = nlohmann::json::parse(reply.text, nullptr, false);
    return reply;
  }
  // `path` without a query gets `api_version`.
  Reply call(std::string method, std::string path, std::string body = {}) {
    if (path.find('?') == std::string::npos) path += "?api-version=" + api_version;
    http::Headers headers{{"Authorization", "Bearer " + any_token()}};
    return send(test::request(std::move(method), host, std::move(path), std::move(headers), std::move(body)));
  }
  Reply get(std::string path) { return call("GET", std::move(path)); }
  Reply put(std::string path, std::string body) { return call("PUT", std::move(path), std::move(body)); }
  Reply post(std::string path, std::string body = {}) {
    return call("POST", std::move(path), std::move(body));
  }

  void make_communication(const std::string& name = "acs1") {
    put(kCommunication + "/" + name,
        R"({"location":"Global","properties":{"dataLocation":"United States"}})");
  }
  void make_hub() {
    put(kNamespace, R"({"location":"eastus","sku":{"name":"Standard"}})");
    put(kHub, R"({"location":"eastus"})");
  }
  resources::Hub& hub() { return *world.store.find_hub("contoso-ns", "calls"); }
  resources::CommunicationResource& communication() { return *world.store.find_communication("acs1"); }
  sim::Time sender_time() const { return sender_ahead + world.scheduler.now(); }

  test::TestWorld world;
  test::ScriptedService monitor;
  ResourceManager service;
  std::string host{kRealHost};
  std::string api_version = "2023-10-01-preview";
  // How far the sender's own clock is ahead of the cloud's.
  sim::Duration sender_ahead{};
};

}  // namespace droppoint::fakes::resource_manager
