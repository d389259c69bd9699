#include "fakes/communication_services/cors.hpp"

#include "emulator/http/response.hpp"

namespace droppoint::fakes::communication_services {

std::optional<http::Response> preflight_answer(const http::Request& request) {
  const auto method = request.headers.get("access-control-request-method");
  if (request.method != "OPTIONS" || !method || !request.headers.contains("origin")) return std::nullopt;
  http::Response response = http::empty_response(204);
  allow_origin(request, response);
  response.headers.add("Access-Control-Allow-Methods", *method);
  if (const auto names = request.headers.get("access-control-request-headers")) {
    response.headers.add("Access-Control-Allow-Headers", *names);
  }
  if (request.headers.get("access-control-request-private-network") == "true") {
    response.headers.add("Access-Control-Allow-Private-Network", "true");
  }
  response.headers.add("Access-Control-Max-Age", "3600");
  return response;
}

void allow_origin(const http::Request& request, http::Response& response) {
  const auto origin = request.headers.get("origin");
  if (!origin || response.status == 101) return;
  response.headers.add("Access-Control-Allow-Origin", *origin);
  response.headers.add("Access-Control-Expose-Headers", "WWW-Authenticate, MS-CV, Retry-After");
  response.headers.add("Vary", "Origin");
}

}  // namespace droppoint::fakes::communication_services
