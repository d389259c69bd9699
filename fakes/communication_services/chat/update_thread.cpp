#include <utility>

#include "emulator/http/response.hpp"
#include "fakes/communication_services/chat/access.hpp"
#include "fakes/communication_services/chat/add_thread.hpp"
#include "fakes/communication_services/chat/fields.hpp"
#include "fakes/communication_services/chat/operations.hpp"
#include "fakes/communication_services/responses.hpp"

#include <nlohmann/json.hpp>

namespace droppoint::fakes::communication_services::chat {
namespace {

struct ThreadChange {
  std::optional<std::string> topic;
  Metadata metadata;
  std::optional<std::optional<int>> retention;
};

Result<ThreadChange> read_thread_change(const Thread& thread, const nlohmann::json& body) {
  ThreadChange change{.topic = {}, .metadata = thread.metadata, .retention = {}};
  auto topic = read_text(body, "topic");
  if (!topic) return tl::unexpected(topic.error());
  if (*topic && (*topic)->empty()) return fail("BadRequest", "topic is empty.");
  const auto patched = patch_metadata(body, change.metadata);
  if (!patched) return tl::unexpected(patched.error());
  if (const auto size = check_metadata_size(change.metadata); !size) return tl::unexpected(size.error());
  const auto retention = read_retention(body);
  if (!retention) return tl::unexpected(retention.error());
  change.topic = std::move(*topic);
  change.retention = *retention;
  return change;
}

void apply_thread_change(DataPlane& plane, const Member& member, wire::TraceId trace, ThreadChange change) {
  Thread& thread = *member.thread;
  const Occasion occasion{trace, member.caller.resource};
  if (change.topic) {
    thread.topic = std::move(*change.topic);
    plane.threads.append(
        thread, {.type = MessageType::topic_updated, .sender = member.caller.user, .topic = thread.topic},
        plane.now());
  }
  thread.metadata = std::move(change.metadata);
  if (change.retention) {
    thread.delete_after_days = *change.retention;
    schedule_retention(plane, occasion, thread);
  }
  announce(plane, occasion, thread,
           thread_updated(thread, member.caller.user, plane.threads.next_version(plane.now()), plane.now()));
}

}  // namespace

// PATCH /chat/threads/{thread}.
sim::Task<http::Response> update_thread(DataPlane& plane, const wire::Hop& hop,
                                        http::PathParameters parameters) {
  const auto member = find_member(plane, hop, parameters, Right::change_threads);
  if (!member) co_return member.error();
  if (auto refusal = refuse_unless_merge_patch(hop.request)) co_return std::move(*refusal);
  const auto body = read_object(hop.request);
  if (!body) co_return bad_request(body.error().message);
  auto change = read_thread_change(*member->thread, *body);
  if (!change) co_return bad_request(change.error().message);
  apply_thread_change(plane, *member, hop.trace, std::move(*change));
  co_return http::empty_response(204);
}

}  // namespace droppoint::fakes::communication_services::chat
