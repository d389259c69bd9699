#include "fakes/communication_services/refusal.hpp"

#include <string>
#include <string_view>

#include "fakes/causes.hpp"

namespace droppoint::fakes::communication_services {
namespace {

constexpr std::size_t kQuotedBytesMax = 200;

// An answer with Retry-After is about load, whatever its status: old api-versions say 403 where newer ones
// say 429.
std::string_view cause_of(const http::Response& response) {
  const bool may_retry = response.headers.contains("Retry-After");
  switch (response.status) {
    case 400:
      return "hub-not-configured";
    case 401:
      return "invalid-connection-string";
    case 403:
      return may_retry ? "hub-quota-exceeded" : "no-send-permission";
    case 404:
      return "hub-does-not-exist";
    case 413:
      return "payload-too-large";
    case 429:
      return "hub-throttled";
    default:
      return "hub-unreachable";
  }
}

std::string answered(const http::Response& response, const std::string& hub) {
  std::string text = hub + " answered " + std::to_string(response.status);
  const std::string_view body = http::bytes_of(response.body);
  if (!body.empty()) text.append(": ").append(body.substr(0, kQuotedBytesMax));
  return text;
}

}  // namespace

bool is_accepted(const wire::Answer& answer) {
  return answer.has_value() && answer->status == 201;
}

wire::Verdict refusal_verdict(const std::optional<wire::Verdict>& diagnosis, const wire::Answer& answer,
                              const LinkedHub& linked, resources::Store& store) {
  if (diagnosis) return *diagnosis;
  const std::string hub = "the hub " + linked.name_space + '/' + linked.hub;
  if (answer) return fakes::dropped(cause_of(*answer), answered(*answer, hub));
  if (store.find_namespace(linked.name_space) == nullptr) {
    return fakes::dropped("hub-does-not-exist", "there is no namespace " + linked.name_space);
  }
  return fakes::dropped("hub-unreachable",
                        hub + " gave no answer (" + std::string(wire::to_text(answer.error())) + ")");
}

}  // namespace droppoint::fakes::communication_services
