#include "fakes/resource_manager/resource_manager.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "emulator/http/uri.hpp"
#include "fakes/resource_manager/call.hpp"
#include "fakes/resource_manager/common_checks.hpp"
#include "fakes/resource_manager/routes.hpp"

namespace droppoint::fakes::resource_manager {

struct ResourceManager::State {
  explicit State(ResourceManagerParts parts) : plane(std::move(parts)), routes(make_routes()) {}

  Plane plane;
  const http::Router<Handler> routes;

  // Nothing: the request is Azure Monitor's.
  std::optional<http::Response> answer(const wire::Hop& hop);
  void add_request_ids(const wire::Hop& hop, http::Response& response);
};

ResourceManager::ResourceManager(ResourceManagerParts parts)
    : state_(std::make_unique<State>(std::move(parts))) {}

ResourceManager::~ResourceManager() = default;

sim::Task<wire::Answer> ResourceManager::handle(const wire::Hop& hop) {
  std::optional<http::Response> ours = state_->answer(hop);
  if (ours) {
    state_->add_request_ids(hop, *ours);
    co_return wire::Answer(std::move(*ours));
  }
  wire::Exchange exchange{.from = wire::Party::resource_manager,
                          .to = wire::Party::monitor,
                          .trace = hop.trace,
                          .request = hop.request};
  auto answering = state_->plane.wire.exchange(std::move(exchange));
  wire::Answer answer = co_await std::move(answering);
  if (!answer) {
    http::Response unavailable =
        refuse(503, "ServerTimeout", "The resource provider microsoft.insights gave no answer.");
    state_->add_request_ids(hop, unavailable);
    co_return wire::Answer(std::move(unavailable));
  }
  co_return answer;
}

std::optional<http::Response> ResourceManager::State::answer(const wire::Hop& hop) {
  if (auto refusal = plane.authentication.refuse_sender(hop, plane.now())) return refusal;
  const auto target = http::Target::parse(hop.request.target);
  if (!target) return refuse(400, "InvalidRequestUri", target.error().message);
  if (auto refusal = check_api_version(*target)) return refusal;
  const std::string api_version(target->query("api-version").value_or(""));

  const auto match = routes.find(hop.request.method, *target);
  if (match.outcome == http::RouteOutcome::method_not_allowed) {
    http::Response refusal = refuse(
        405, "MethodNotAllowed", "The method '" + hop.request.method + "' is not allowed for this resource.");
    refusal.headers.add("Allow", match.allow());
    return refusal;
  }
  if (!match) return refuse_unknown_path(*target, api_version);
  if (auto refusal = check_scope(plane, match.parameters)) return refusal;
  if (match.handler->operation == nullptr) return std::nullopt;
  Call call{plane, hop, match.parameters, api_version};
  return in_form_of(api_version, *target, match.handler->operation(call));
}

// `x-ms-correlation-request-id` is the sender's if it gave one.
void ResourceManager::State::add_request_ids(const wire::Hop& hop, http::Response& response) {
  const std::string own = plane.ids.uuid();
  const auto correlation = hop.request.headers.get("x-ms-correlation-request-id");
  response.headers.add("Cache-Control", "no-cache");
  response.headers.add("x-ms-request-id", own);
  response.headers.add("x-ms-correlation-request-id", correlation.value_or(own));
  const auto client = hop.request.headers.get("x-ms-client-request-id");
  const bool wants_it = hop.request.headers.get("x-ms-return-client-request-id") == "true";
  if (client && wants_it) response.headers.add("x-ms-client-request-id", *client);
}

}  // namespace droppoint::fakes::resource_manager
