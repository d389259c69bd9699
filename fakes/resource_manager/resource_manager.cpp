#include "fakes/resource_manager/resource_manager.hpp"

#include <algorithm>
#include <optional>
#include <utility>
#include <variant>

#include "emulator/http/uri.hpp"
#include "fakes/resource_manager/call.hpp"
#include "fakes/resource_manager/common_checks.hpp"
#include "fakes/resource_manager/routes.hpp"

namespace droppoint::fakes::resource_manager {

struct ResourceManager::State {
  explicit State(ResourceManagerParts parts) : plane(std::move(parts)), routes(make_routes()) {}

  Plane plane;
  const http::Router<Handler> routes;

  // The answer, what to ask before there is one, or nothing: the request is Azure Monitor's.
  using Step = std::variant<std::monostate, http::Response, Onward>;
  Step first_step(const wire::Hop& hop);
  http::Response finished(const wire::Hop& hop, http::Response response);
  void add_request_ids(const wire::Hop& hop, http::Response& response);
};

ResourceManager::ResourceManager(ResourceManagerParts parts)
    : state_(std::make_unique<State>(std::move(parts))) {}

ResourceManager::~ResourceManager() = default;

sim::Task<wire::Answer> ResourceManager::handle(const wire::Hop& hop) {
  State::Step step = state_->first_step(hop);
  if (auto* response = std::get_if<http::Response>(&step))
    co_return wire::Answer(state_->finished(hop, std::move(*response)));
  wire::Exchange exchange{.from = wire::Party::resource_manager,
                          .to = wire::Party::monitor,
                          .trace = hop.trace,
                          .request = hop.request};
  auto* onward = std::get_if<Onward>(&step);
  if (onward != nullptr) exchange = std::move(onward->exchange);
  auto answering = state_->plane.wire.exchange(std::move(exchange));
  wire::Answer answer = co_await std::move(answering);
  if (onward != nullptr) {
    http::Response told = in_form_of(hop.request, onward->answer(answer));
    co_return wire::Answer(state_->finished(hop, std::move(told)));
  }
  if (!answer) {
    http::Response unavailable =
        refuse(503, "ServerTimeout", "The resource provider microsoft.insights gave no answer.");
    co_return wire::Answer(state_->finished(hop, std::move(unavailable)));
  }
  co_return answer;
}

http::Response ResourceManager::State::finished(const wire::Hop& hop, http::Response response) {
  add_request_ids(hop, response);
  return response;
}

ResourceManager::State::Step ResourceManager::State::first_step(const wire::Hop& hop) {
  if (auto refusal = plane.authentication.refuse_sender(hop, plane.now())) return std::move(*refusal);
  const auto target = http::Target::parse(hop.request.target);
  if (!target) return refuse(400, "InvalidRequestUri", target.error().message);
  if (auto refusal = check_api_version(*target)) return std::move(*refusal);
  const std::string api_version(target->query("api-version").value_or(""));

  const auto match = routes.find(hop.request.method, *target);
  if (match.outcome == http::RouteOutcome::method_not_allowed) {
    http::Response refusal = refuse(
        405, "MethodNotAllowed", "The method '" + hop.request.method + "' is not allowed for this resource.");
    refusal.headers.add("Allow", match.allow());
    return refusal;
  }
  if (!match) return refuse_unknown_path(*target, api_version);
  if (auto refusal = check_scope(plane, match.parameters)) return std::move(*refusal);
  Call call{plane, hop, match.parameters, api_version};
  if (match.handler->operation != nullptr) return in_form_of(hop.request, match.handler->operation(call));
  if (match.handler->asking == nullptr) return std::monostate();
  auto asked = match.handler->asking(call);
  if (auto* response = std::get_if<http::Response>(&asked))
    return in_form_of(hop.request, std::move(*response));
  return std::move(std::get<Onward>(asked));
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
