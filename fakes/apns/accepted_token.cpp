#include "fakes/apns/accepted_token.hpp"

#include <nlohmann/json.hpp>

#include "fakes/apns/reasons.hpp"

namespace droppoint::fakes::apns {
namespace {

bool comes_after_the_token(Reason reason) {
  switch (reason) {
    case Reason::bad_message_id:
    case Reason::bad_path:
    case Reason::duplicate_headers:
    case Reason::method_not_allowed:
    case Reason::bad_certificate:
    case Reason::bad_certificate_environment:
    case Reason::bad_environment_key_id_in_token:
    case Reason::expired_provider_token:
    case Reason::forbidden:
    case Reason::invalid_provider_token:
    case Reason::missing_provider_token:
    case Reason::too_many_provider_token_updates:
    case Reason::unrelated_key_id_in_token:
    case Reason::idle_timeout:
    case Reason::internal_server_error:
    case Reason::service_unavailable:
    case Reason::shutdown:
      return false;
    default:
      return true;
  }
}

}  // namespace

bool shows_accepted_token(const http::Response& response) {
  if (response.status == 200) return true;
  const auto json = nlohmann::json::parse(http::bytes_of(response.body), nullptr, false);
  const auto text = json.is_object() ? json.find("reason") : json.end();
  if (text == json.end() || !text->is_string()) return false;
  for (const ReasonRow& row : all_reasons()) {
    if (row.text == text->get_ref<const std::string&>()) return comes_after_the_token(row.reason);
  }
  return false;
}

}  // namespace droppoint::fakes::apns
