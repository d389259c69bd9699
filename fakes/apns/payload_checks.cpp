#include <string>

#include "fakes/apns/checks.hpp"

namespace droppoint::fakes::apns {

std::optional<Refusal> check_payload_present(PushRequest& request) {
  if (!http::bytes_of(request.hop.request.body).empty()) return std::nullopt;
  return Refusal{Reason::payload_empty, "the request has no body"};
}

std::optional<Refusal> check_payload_size(PushRequest& request) {
  const std::size_t bytes = http::bytes_of(request.hop.request.body).size();
  const std::size_t limit = request.push_type->payload_bytes_max;
  if (bytes <= limit) return std::nullopt;
  return Refusal{Reason::payload_too_large, "the payload has " + std::to_string(bytes) +
                                                " bytes, more than " + std::to_string(limit) +
                                                " for push type " + std::string(request.push_type->name)};
}

}  // namespace droppoint::fakes::apns
