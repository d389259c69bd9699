#include "fakes/communication_services/channel/address.hpp"

#include "emulator/http/uri.hpp"

namespace droppoint::fakes::communication_services::channel {
namespace {

std::string_view scheme_of(const wire::Hop& hop) {
  const wire::Protocol protocol = hop.origin.protocol;
  const bool clear = protocol == wire::Protocol::http1 || protocol == wire::Protocol::http2;
  return clear ? "http://" : "https://";
}

}  // namespace

std::string base_url(const wire::Hop& hop) {
  const std::string_view scheme = scheme_of(hop);
  const auto parts = http::split_authority(hop.request.authority);
  std::string url = std::string(scheme).append(parts ? hop.request.authority : "localhost");
  if (!parts || !parts->port) url.append(scheme == "http://" ? ":80" : ":443");
  return url;
}

std::string base_url(const wire::Hop& hop, std::string_view host) {
  std::string url = std::string(scheme_of(hop)).append(host);
  const auto parts = http::split_authority(hop.request.authority);
  if (parts && parts->port) url.append(":").append(std::to_string(*parts->port));
  return url;
}

}  // namespace droppoint::fakes::communication_services::channel
