#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "tests/unit/communication_services/two_phones.hpp"

namespace droppoint::test {

inline constexpr const char* kHook = "https://127.0.0.1:8443/hook";

// Alice's two phones, and a back end that takes callbacks.
struct AutomationWorld : TwoPhones {
  AutomationWorld() { world.wire.attach(wire::Party::webhook, back_end); }
  ~AutomationWorld() { world.scheduler.destroy_tasks(); }

  Reply automation(const std::string& method, const std::string& path, const json& body = {},
                   http::Headers headers = {}) {
    http::Request made =
        signed_request(*this, method, "/calling/callConnections" + path + "?api-version=2026-03-12",
                       body.is_null() ? std::string() : body.dump());
    for (const auto& [name, value] : headers) made.headers.add(name, value);
    return send(std::move(made));
  }
  // The id of the user of that name, who is made by it.
  std::string id_of(const std::string& name) {
    const json users = control("GET", "/users").body;
    for (const json& user : users) {
      if (user["name"] == name) return user["id"];
    }
    register_iphone(name + "s-iphone", name);
    return id_of(name);
  }
  json user(const std::string& name) {
    const std::string id = id_of(name);
    return {{"kind", "communicationUser"}, {"rawId", id}, {"communicationUser", {{"id", id}}}};
  }
  Reply create(const std::vector<std::string>& names, json more = json::object()) {
    json body{{"callbackUri", kHook}, {"operationContext", "made"}, {"targets", json::array()}};
    for (const std::string& name : names) body["targets"].push_back(user(name));
    body.update(more);
    return automation("POST", "", body);
  }
  // An id under which the control API knows the call of a connection, and what is done with it there.
  Reply act(const json& connection, const std::string& what, const json& body = json::object()) {
    return control("POST", "/calls/" + connection["correlationId"].get<std::string>() + '/' + what, body);
  }
  // What the back end was sent since it was last asked.
  std::vector<json> callbacks() {
    std::vector<json> events;
    for (const wire::Hop& hop : back_end.seen) {
      const json body = json::parse(http::bytes_of(hop.request.body));
      events.insert(events.end(), body.begin(), body.end());
    }
    back_end.seen.clear();
    return events;
  }
  // Their types, without the prefix.
  std::vector<std::string> callback_types() {
    std::vector<std::string> types;
    for (const json& event : callbacks()) {
      types.push_back(
          event["type"].get<std::string>().substr(std::string("Microsoft.Communication.").size()));
    }
    return types;
  }
  void advance(sim::Duration by) { world.scheduler.advance_to(world.scheduler.now() + by); }

  ScriptedService back_end;
};

using Types = std::vector<std::string>;

}  // namespace droppoint::test
