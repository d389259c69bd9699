#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <variant>

#include "emulator/http/route_pattern.hpp"
#include "emulator/sim/random.hpp"
#include "emulator/wire/hop.hpp"
#include "fakes/resource_manager/arm_error.hpp"
#include "fakes/resource_manager/authentication.hpp"
#include "fakes/resource_manager/fields.hpp"
#include "fakes/resource_manager/long_running.hpp"
#include "fakes/resource_manager/resource_manager.hpp"

namespace droppoint::fakes::resource_manager {

// What all operations share.
struct Plane {
  explicit Plane(ResourceManagerParts parts);

  wire::Wire& wire;
  resources::Store& store;
  resources::Metrics& metrics;
  sim::Random ids;
  sim::Random keys;
  ResourceManagerOptions options;
  Authentication authentication;
  LongRunning long_running;
  // Tags of resource groups, by subscription and group.
  resources::ByName<resources::ByName<Tags>> group_tags = {};

  sim::Time now() const { return wire.scheduler().now(); }
  // Base64 of so many bytes.
  std::string new_key(std::size_t bytes);
};

// One management request that passed the checks common to all, on its way to its operation.
struct Call {
  Plane& plane;
  const wire::Hop& hop;
  const http::PathParameters& path;
  std::string api_version;

  Fields body() const { return Fields::of_body(hop.request.body); }
  // Versions are dates: texts that sort.
  bool is_before(std::string_view version) const { return api_version < version; }
  // "2026-01-01T00:00:00+00:00" from 2023 on, with "Z" before.
  std::string time_text(sim::Time time) const;
  // Written to the trace: "link-written", and what was changed. Never a key.
  void event(std::string kind, std::string detail) const;
  // "https://management.azure.com{path}?api-version=…": with the host and scheme by which this call came.
  std::string absolute_url(std::string_view path_of_url) const;
  // The scheme and authority of a data-plane endpoint: `real_host` when the call came by a real cloud's name,
  // else the authority by which it came. "sb://" + endpoint_host("ns.servicebus.windows.net") + "/".
  std::string endpoint_host(std::string_view real_host) const;
};

using Operation = http::Response (*)(Call& call);

// What an operation asks of another party before it can answer. `answer` holds values only: the call is gone
// by then.
struct Onward {
  wire::Exchange exchange;
  std::function<http::Response(const wire::Answer& answer)> answer;
};
using AskingOperation = std::variant<http::Response, Onward> (*)(Call& call);

// The resource that the path names, in the group that it names, else 404.
OrRefusal<resources::CommunicationResource*> find_communication(Call& call);
OrRefusal<resources::Namespace*> find_namespace(Call& call);
struct FoundHub {
  resources::Namespace* name_space;
  resources::Hub* hub;
};
OrRefusal<FoundHub> find_hub(Call& call);

// The group's name in the case in which it was created.
std::string group_of(const Call& call);
std::string subscription_of(const Call& call);

}  // namespace droppoint::fakes::resource_manager
