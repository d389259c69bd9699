#include "fakes/notification_hubs/location.hpp"

#include <fmt/format.h>

namespace droppoint::fakes::notification_hubs {

std::string origin_of(const Call& call) {
  const wire::Protocol protocol = call.hop.origin.protocol;
  const bool clear =
      !call.ids.real_host && (protocol == wire::Protocol::http1 || protocol == wire::Protocol::http2);
  return fmt::format("{}://{}", clear ? "http" : "https", call.hop.request.authority);
}

std::string url_in_hub(const Call& call, std::string_view path) {
  const std::string_view query = call.target.raw_query();
  return fmt::format("{}/{}/{}{}{}", origin_of(call), call.hub->name, path, query.empty() ? "" : "?", query);
}

}  // namespace droppoint::fakes::notification_hubs
