#include "app/control/admission.hpp"

#include <algorithm>

#include "emulator/http/response.hpp"
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

std::optional<std::string> allowed_origin(const Admission& admission, const http::Request& request) {
  const auto origin = request.headers.get("origin");
  if (!origin) return std::nullopt;
  const auto found = std::find(admission.origins.begin(), admission.origins.end(), *origin);
  return found == admission.origins.end() ? std::nullopt : std::optional(*found);
}

bool is_preflight(const http::Request& request) {
  return request.method == "OPTIONS" && request.headers.contains("access-control-request-method");
}

http::Response preflight_response() {
  http::Response response = http::empty_response(204);
  response.headers.add("access-control-allow-methods", "GET, HEAD, POST, PUT, PATCH, DELETE");
  response.headers.add("access-control-allow-headers", "content-type");
  response.headers.add("access-control-max-age", "600");
  return response;
}

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
