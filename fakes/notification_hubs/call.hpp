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
};

using Reply = tl::expected<http::Response, Refusal>;

// "https://contoso.servicebus.windows.net", where the caller reached the service. Absolute, since the
// JavaScript client reads a `Location` with `new URL`. The real host name is always https; on localhost a
// client must come back by the scheme that it used.
inline std::string base_url_of(const Call& call) {
  const wire::Protocol protocol = call.hop.origin.protocol;
  const bool clear =
      !call.ids.real_host && (protocol == wire::Protocol::http1 || protocol == wire::Protocol::http2);
  return (clear ? "http://" : "https://") + call.hop.request.authority;
}

// The versions are dates: texts that sort. Without one a request counts as old.
inline bool is_from(const Call& call, std::string_view api_version) {
  return call.api_version >= api_version;
}

}  // namespace droppoint::fakes::notification_hubs
