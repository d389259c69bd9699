#pragma once

#include <string>

#include <tl/expected.hpp>

#include "emulator/http/route_pattern.hpp"
#include "emulator/http/uri.hpp"
#include "emulator/wire/hop.hpp"
#include "fakes/notification_hubs/refusal.hpp"
#include "fakes/resources/store.hpp"

namespace droppoint::fakes::notification_hubs {

// One request while it is answered. No operation waits before it answers, so the pointers hold.
struct Call {
  const wire::Hop& hop;
  http::Target target = {};
  http::PathParameters parameters = {};
  // From the query, else from `x-ms-version`; empty if neither is given. Any value is taken.
  std::string api_version = {};
  Ids ids = {};
  resources::Namespace* name_space = nullptr;
  resources::Hub* hub = nullptr;
  // Set by an operation whose answer waits for the outcomes of a message and tells them.
  std::string awaited_message = {};
};

using Reply = tl::expected<http::Response, Refusal>;

// The versions are dates: texts that sort. Without one a request counts as old.
inline bool is_from(const Call& call, std::string_view api_version) {
  return call.api_version >= api_version;
}

}  // namespace droppoint::fakes::notification_hubs
