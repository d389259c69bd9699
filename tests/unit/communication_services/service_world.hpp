#pragma once

#include <deque>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "fakes/auth/acs_hmac.hpp"
#include "fakes/auth/base64.hpp"
#include "fakes/auth/connection_string.hpp"
#include "fakes/causes.hpp"
#include "fakes/communication_services/communication_services.hpp"
#include "tests/support/test_world.hpp"

#include <nlohmann/json.hpp>

// The service with one resource, a hub and devices that do as they are told.

namespace droppoint::test {

namespace acs = droppoint::fakes::communication_services;
using nlohmann::json;
using namespace std::chrono_literals;

// Takes everything with 201 and settles it as delivered, until told what to refuse with.
class TestHub final : public wire::Service {
 public:
  explicit TestHub(wire::Wire& wire) : wire_(wire) {}

  // From now on: this answer and, if one is given, this diagnosis.
  void refuse(wire::Answer answer, std::string cause = {}) {
    answer_ = std::move(answer);
    cause_ = std::move(cause);
  }
  void refuse(int status, std::string cause = {}, http::Headers headers = {}) {
    refuse(http::Response{.status = status, .headers = std::move(headers)}, std::move(cause));
  }
  void accept() { answer_.reset(); }

  sim::Task<wire::Answer> handle(const wire::Hop& hop) override {
    seen.push_back(hop.request);
    if (!answer_) {
      const bool apple = hop.request.headers.get("ServiceBusNotification-Format") == "apple";
      wire_.ledger().settle(hop.notification, wire::Verdict::delivered(apple ? "apns" : "fcm"));
      co_return http::Response{.status = 201};
    }
    if (!cause_.empty()) wire_.ledger().diagnose(hop.notification, fakes::dropped(cause_, "as told"));
    co_return *answer_;
  }

  std::vector<http::Request> seen;

 private:
  wire::Wire& wire_;
  std::optional<wire::Answer> answer_;
  std::string cause_;
};

// All devices: takes what comes by the channel.
class TestDevices final : public wire::Service {
 public:
  explicit TestDevices(wire::Wire& wire) : wire_(wire) {}

  sim::Task<wire::Answer> handle(const wire::Hop& hop) override {
    seen.push_back(hop.request);
    if (status == 200) wire_.ledger().settle(hop.notification, wire::Verdict::delivered("realtime"));
    co_return http::Response{.status = status};
  }

  int status = 200;
  std::vector<http::Request> seen;

 private:
  wire::Wire& wire_;
};

struct Reply {
  int status = 0;
  json body;
  http::Headers headers = {};
};

class ServiceWorld {
 public:
  explicit ServiceWorld(acs::Options options = {})
      : hub(world.wire),
        devices(world.wire),
        service({world.wire, world.store, world.directory, world.random, std::move(options)}) {
    world.wire.attach(wire::Party::communication_services, service);
    world.wire.attach(wire::Party::notification_hubs, hub);
    world.wire.attach(wire::Party::device, devices);
    add_resource("droppoint-acs", "11111111-1111-4111-8111-111111111111");
    add_hub("droppoint-ns", "droppoint-hub");
  }
  ~ServiceWorld() { world.scheduler.destroy_tasks(); }
  ServiceWorld(const ServiceWorld&) = delete;
  ServiceWorld& operator=(const ServiceWorld&) = delete;

  resources::CommunicationResource& add_resource(const std::string& name, const std::string& immutable_id) {
    resources::CommunicationResource resource;
    resource.name = name;
    resource.subscription = kSubscription;
    resource.resource_group = "droppoint";
    resource.immutable_id = immutable_id;
    resource.primary_key = auth::base64_encode(std::string(64, name.back()));
    resource.secondary_key = auth::base64_encode(std::string(64, name.front()));
    return world.store.communication_services().insert_or_assign(name, resource).first->second;
  }
  resources::Hub& add_hub(const std::string& space, const std::string& name) {
    resources::Namespace& found = world.store.namespaces()[space];
    found.name = space;
    found.subscription = kSubscription;
    found.resource_group = "droppoint";
    found.policies["Root"] = {.name = "Root",
                              .rights = {true, true, true},
                              .primary_key = "root-" + space,
                              .secondary_key = "r2-" + space};
    resources::Hub& hub_made = found.hubs[name];
    hub_made.name = name;
    hub_made.policies["acs-send"] = {.name = "acs-send",
                                     .rights = {.send = true},
                                     .primary_key = "key-" + name,
                                     .secondary_key = "key2-" + name};
    return hub_made;
  }

  static std::string hub_id(const std::string& space, const std::string& name) {
    return "/subscriptions/" + std::string(kSubscription) +
           "/resourceGroups/droppoint/providers/Microsoft.NotificationHubs/namespaces/" + space +
           "/notificationHubs/" + name;
  }
  static std::string string_of(const std::string& host, const std::string& policy, const std::string& key) {
    return auth::make_hub_connection_string("sb://" + host + "/", policy, key);
  }
  void link(const std::string& connection_string, const std::string& resource_id) {
    world.store.find_communication("droppoint-acs")->link =
        resources::Link{connection_string, resource_id, world.scheduler.now()};
  }
  // As the default cloud is linked.
  void link_hub(const std::string& name = "droppoint-hub") {
    link(string_of("droppoint-ns.servicebus.windows.net", "acs-send", "key-" + name),
         hub_id("droppoint-ns", name));
  }

  Reply send(http::Request request, wire::Party from = wire::Party::client) {
    const auto answer = world.send(wire::Party::communication_services, std::move(request), from);
    if (!answer || !answer->has_value()) return {};
    const http::Response& response = **answer;
    return {response.status, json::parse(http::bytes_of(response.body), nullptr, false), response.headers};
  }
  Reply control(const std::string& method, const std::string& path, const json& body = {}) {
    return send(request(method, "127.0.0.1:10600", "/_droppoint/v1" + path, {},
                        body.is_null() ? std::string() : body.dump()));
  }
  Reply device(const std::string& method, const std::string& path, const json& body = {}) {
    return send(request(method, "", "/_device" + path, {}, body.is_null() ? std::string() : body.dump()),
                wire::Party::device);
  }

  // An iPhone or Android phone with tokens "{device}-voip", "{device}-alert" or "{device}-fcm".
  Reply register_iphone(const std::string& name, const std::string& user, json more = json::object()) {
    json body{{"user", user},
              {"platform", "ios"},
              {"tokens", {{"voip", name + "-voip"}, {"alert", name + "-alert"}}}};
    body.update(more);
    return device("PUT", "/registrations/" + name, body);
  }
  Reply register_android(const std::string& name, const std::string& user, json more = json::object()) {
    json body{{"user", user}, {"platform", "android"}, {"tokens", {{"fcm", name + "-fcm"}}}};
    body.update(more);
    return device("PUT", "/registrations/" + name, body);
  }
  void connect(const std::string& name, const std::string& user, bool connected = true) {
    device("PUT", "/channels/" + name, {{"user", user}, {"connected", connected}});
  }

  // The answer to POST /calls.
  json call(const json& to = "alice", const std::string& from = "bob") {
    return control("POST", "/calls", {{"from", from}, {"to", to}}).body;
  }
  std::string cause_of_call() {
    const json verdict = call()["verdict"];
    return verdict["cause"].is_string() ? verdict["cause"].get<std::string>()
                                        : verdict["state"].get<std::string>();
  }
  std::vector<wire::Notification> notifications(const json& reply) {
    return world.wire.ledger().notifications(*wire::parse_trace_id(reply["trace"].get<std::string>()));
  }
  std::vector<std::string> warnings(const json& reply) {
    return world.wire.ledger().trace(*wire::parse_trace_id(reply["trace"].get<std::string>()))->warnings;
  }

  static constexpr const char* kSubscription = "00000000-0000-0000-0000-000000000000";

  TestWorld world;
  TestHub hub;
  TestDevices devices;
  acs::CommunicationServices service;
};

// Signs with the resource's primary key, as the clients of Identity do.
inline http::Request signed_request(ServiceWorld& cloud, std::string method, std::string target,
                                    std::string body = {},
                                    std::string authority = "droppoint-acs.communication.azure.com",
                                    const std::string& resource = "droppoint-acs") {
  http::Request made = request(std::move(method), std::move(authority), std::move(target),
                               {{"Content-Type", "application/json"}}, std::move(body));
  const auto key = auth::base64_decode(cloud.world.store.find_communication(resource)->primary_key);
  auth::sign_acs_hmac(made, auth::HmacKey(*key), cloud.world.scheduler.now());
  return made;
}

}  // namespace droppoint::test
