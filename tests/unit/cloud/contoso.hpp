#pragma once

#include "include/droppoint/droppoint.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

namespace droppoint::test {

using namespace std::chrono_literals;

// The cloud of the document: one resource, one hub with token credentials, linked by a policy that may only
// send.
inline config::CloudConfig contoso_config() {
  config::CloudConfig config;
  config.notification_hubs = {
      {.name = "contoso-ns",
       .hubs = {{.name = "calls",
                 .policies = {{"acs-send", {.send = true}}, {"listen-only", {.listen = true}}},
                 .apns = config::ApnsConfig{.topic = "com.contoso.app"},
                 .fcm_v1 = config::FcmV1Config{.project = "contoso-project"}},
                {.name = "other",
                 .policies = {{"acs-send", {.send = true}}},
                 .apns = config::ApnsConfig{.topic = "com.contoso.app"},
                 .fcm_v1 = config::FcmV1Config{.project = "contoso-project"}}}}};
  config.communication_services = {
      {.name = "contoso", .link = config::LinkConfig{.hub = "contoso-ns/calls", .policy = "acs-send"}}};
  return config;
}

struct Contoso {
  explicit Contoso(config::CloudConfig config = contoso_config()) : cloud({.config = std::move(config)}) {}

  Cloud cloud;
  Device iphone = cloud.devices().add({.name = "alice-iphone", .app = "com.contoso.app", .user = "alice"});

  CommunicationServices contoso() { return cloud.communication_services("contoso"); }
  Hub hub(std::string_view name = "contoso-ns/calls") { return cloud.hub(name); }
  Call ring() { return contoso().call({.from = "bob", .to = "alice"}); }

  std::vector<std::shared_ptr<const wire::Hop>> hub_hops(const Call& call) {
    return cloud.journal().hops({.trace = call.trace(), .to = wire::Party::notification_hubs});
  }
  // The status of the one hop to the hub; 0 if there is none, -1 if no response came.
  int hub_status(const Call& call) {
    const auto hops = hub_hops(call);
    if (hops.empty()) return 0;
    REQUIRE(hops.size() == 1);
    return hops[0]->answer->has_value() ? (**hops[0]->answer).status : -1;
  }
  // "a/f/i": all requests, failed requests, incoming.
  std::string counts(std::string_view name = "contoso-ns/calls") {
    const Hub counted = hub(name);
    return std::to_string(counted.metric("incoming.all.requests")) + '/' +
           std::to_string(counted.metric("incoming.all.failedrequests")) + '/' +
           std::to_string(counted.metric("incoming"));
  }
};

}  // namespace droppoint::test

namespace Catch {
template <>
struct StringMaker<droppoint::wire::Verdict> {
  static std::string convert(const droppoint::wire::Verdict& verdict) {
    return std::string(droppoint::wire::to_text(verdict.state)) + ' ' + verdict.by + ' ' +
           (verdict.drop_point ? std::to_string(*verdict.drop_point) : "-") + ' ' + verdict.cause + ' ' +
           verdict.underlying_cause + " (" + verdict.detail + ')';
  }
};
template <>
struct StringMaker<droppoint::ExpectedVerdict> {
  static std::string convert(const droppoint::ExpectedVerdict& verdict) {
    return std::string(droppoint::wire::to_text(verdict.state)) + ' ' + verdict.by.value_or("*") + ' ' +
           (verdict.drop_point ? std::to_string(*verdict.drop_point) : "*") + ' ' +
           verdict.cause.value_or("*") + ' ' + verdict.underlying_cause.value_or("*");
  }
};
}  // namespace Catch
