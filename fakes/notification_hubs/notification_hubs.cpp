#include "fakes/notification_hubs/notification_hubs.hpp"

#include <utility>

#include "emulator/excerpt.hpp"
#include "emulator/http/headers.hpp"
#include "fakes/notification_hubs/addressing.hpp"
#include "fakes/notification_hubs/core.hpp"
#include "fakes/notification_hubs/hubs/operations.hpp"
#include "fakes/notification_hubs/notices.hpp"
#include "fakes/notification_hubs/routes.hpp"
#include "fakes/notification_hubs/sends/test_outcome.hpp"
#include "fakes/notification_hubs/storage.hpp"
#include "fakes/notification_hubs/usage.hpp"

namespace droppoint::fakes::notification_hubs {
namespace {

// Namespace-level lists of hubs; no hub is named so.
constexpr std::string_view kResources = "$resources";

Ids ids_of(Core& core, const http::Request& request) {
  const auto given = request.headers.get("TrackingId");
  Ids ids;
  // One that does not fit into a log line is not taken over.
  const bool usable = given && !given->empty() && excerpt(*given) == *given;
  ids.tracking = usable ? std::string(*given) : core.tracking_ids.uuid();
  ids.correlation = core.tracking_ids.uuid();
  ids.real_host = is_service_host(request.authority);
  return ids;
}

std::string api_version_of(const Call& call) {
  if (const auto version = call.target.query("api-version")) return std::string(*version);
  return std::string(call.hop.request.headers.get("x-ms-version").value_or(""));
}

// What stands between a request and its operation, in the order in which the service looks at it.
std::optional<Refusal> admit(Core& core, Call& call, const Routes::Match& match) {
  if (match && match.handler->of_namespace) return admit_to_namespace(core, call);
  const auto& segments = call.target.segments();
  if (segments.empty() || http::equal_ignoring_case(segments.front(), kResources)) {
    if (auto refusal = find_namespace(core, call)) return refusal;
    if (segments.empty()) return hub_not_found("the address names no hub");
    return not_emulated("lists of other things than hubs");
  }
  if (auto refusal = find_hub(core, call, segments.front())) return refusal;
  if (match.outcome == http::RouteOutcome::method_not_allowed) {
    return Refusal{.status = 405, .message = "The method is not allowed here.", .allow = match.allow()};
  }
  if (!match) return hub_not_found("the hub has no such path");
  if (auto refusal = check_access(core, call, match.handler->claim)) return refusal;
  // Sends are all that a Send claim lets one post.
  const bool sends = match.handler->claim == Claim::send && call.hop.request.method == "POST";
  return check_usage(core, call, sends);
}

void count_request(Core& core, const Call& call, int status) {
  if (call.hub == nullptr) return;
  const HubName name{call.name_space->name, call.hub->name};
  core.count(name, "incoming.all.requests");
  if (status >= 400) core.count(name, "incoming.all.failedrequests");
}

// `awaited_message` is set where the answer must wait for that message's outcomes.
wire::Answer answer(Core& core, const wire::Hop& hop, std::string& awaited_message) {
  if (is_for_storage(hop.request)) return answer_storage(core, hop);
  Call call{.hop = hop, .ids = ids_of(core, hop.request)};
  auto target = http::Target::parse(hop.request.target);
  if (!target) {
    return to_response(Refusal{.message = std::move(target.error().message)}, call.ids, core.now());
  }
  call.target = std::move(*target);
  call.api_version = api_version_of(call);
  Routes::Match match = routes().find(hop.request.method, call.target);
  call.parameters = std::move(match.parameters);

  std::optional<Refusal> refusal = admit(core, call, match);
  if (!refusal) {
    Reply reply = match.handler->run(core, call);
    if (reply) {
      add_common_headers(*reply, call.ids);
      count_request(core, call, reply->status);
      awaited_message = std::move(call.awaited_message);
      return std::move(*reply);
    }
    refusal = std::move(reply.error());
  }
  count_request(core, call, refusal->status);
  if (match && match.handler->handles != nullptr)
    tell_refusal(core, call, *refusal, match.handler->handles(call));
  if (refusal->status == 0) return tl::unexpected(wire::Break::refused);
  return to_response(*refusal, call.ids, core.now());
}

}  // namespace

NotificationHubs::NotificationHubs(NotificationHubsParts parts)
    : core_(std::make_unique<Core>(std::move(parts))) {}

NotificationHubs::~NotificationHubs() = default;

// Nothing that an operation does waits for another party: pushes go out after the answer. Only a test send's
// answer waits until they are done.
sim::Task<wire::Answer> NotificationHubs::handle(const wire::Hop& hop) {
  std::string awaited;
  wire::Answer response = answer(*core_, hop, awaited);
  if (awaited.empty()) co_return response;
  auto ended = core_->messages.ended(awaited);
  co_await ended;
  const Message* message = core_->messages.find(awaited);
  if (message != nullptr) response->body = http::make_body(write_test_outcome(*message));
  co_return response;
}

}  // namespace droppoint::fakes::notification_hubs
