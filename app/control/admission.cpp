#include "app/control/admission.hpp"

#include <algorithm>

#include "emulator/http/uri.hpp"
#include "fakes/control/answers.hpp"
#include "fakes/routing.hpp"

namespace droppoint::app {
namespace {

bool is_allowed_host(const Admission& admission, const std::string& authority) {
  if (fakes::is_loopback_name(authority)) return true;
  const auto parsed = http::split_authority(authority);
  return parsed &&
         std::any_of(admission.hosts.begin(), admission.hosts.end(), [&parsed](const std::string& allowed) {
           return http::equal_ignoring_case(allowed, parsed->host);
         });
}

}  // namespace

std::optional<http::Response> refuse(const Admission& admission, const http::Request& request, bool tls) {
  if (!is_allowed_host(admission, request.authority)) {
    return control::error_response(403, "HostNotAllowed",
                                   "the control API is not reached as '" + request.authority + "'",
                                   "use 127.0.0.1 or localhost, or start with --allow-host");
  }
  const auto origin = request.headers.get("origin");
  if (!origin) return std::nullopt;
  const std::string own = (tls ? "https://" : "http://") + request.authority;
  const bool allowed =
      http::equal_ignoring_case(*origin, own) ||
      std::find(admission.origins.begin(), admission.origins.end(), *origin) != admission.origins.end();
  if (allowed) return std::nullopt;
  return control::error_response(403, "OriginNotAllowed",
                                 "pages of '" + std::string(*origin) + "' may not call the control API",
                                 "start with --allow-origin");
}

}  // namespace droppoint::app
