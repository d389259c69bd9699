#include <string>
#include <utility>

#include "emulator/http/uri.hpp"
#include "fakes/communication_services/chat/access.hpp"
#include "fakes/communication_services/chat/add_thread.hpp"
#include "fakes/communication_services/chat/fields.hpp"
#include "fakes/communication_services/chat/json.hpp"
#include "fakes/communication_services/chat/operations.hpp"
#include "fakes/communication_services/chat/page.hpp"
#include "fakes/communication_services/responses.hpp"

#include <nlohmann/json.hpp>

namespace droppoint::fakes::communication_services::chat {
namespace {

constexpr std::string_view kRepeatabilityId = "repeatability-request-id";

struct WantedThread {
  Thread thread;
  std::vector<InvalidParticipant> invalid;
};

Result<WantedThread> read_wanted_thread(const DataPlane& plane, const Caller& caller,
                                        const nlohmann::json& body) {
  WantedThread wanted;
  const auto topic = read_text(body, "topic");
  if (!topic) return tl::unexpected(topic.error());
  if (!*topic || (*topic)->empty()) return fail("BadRequest", "topic is missing or empty.");
  auto named = read_participants(plane, body, caller.resource_id);
  if (!named) return tl::unexpected(named.error());
  auto metadata = read_metadata(body);
  if (!metadata) return tl::unexpected(metadata.error());
  const auto retention = read_retention(body);
  if (!retention) return tl::unexpected(retention.error());
  wanted.thread.resource_id = caller.resource_id;
  wanted.thread.topic = **topic;
  wanted.thread.created_by = caller.user;
  wanted.thread.metadata = std::move(*metadata);
  wanted.thread.delete_after_days = retention->value_or(std::nullopt);
  for (Participant& participant : named->valid) {
    if (wanted.thread.find_participant(participant.user) == nullptr) {
      wanted.thread.participants.push_back(std::move(participant));
    }
  }
  wanted.invalid = std::move(named->invalid);
  return wanted;
}

http::Response created(const wire::Hop& hop, std::string body, const std::string& thread) {
  http::Response response = json_answer(201, nlohmann::ordered_json());
  response.body = http::make_body(std::move(body));
  response.headers.add("Location", origin_url_of(hop) + "/chat/threads/" + http::percent_encode(thread));
  return response;
}

// A call that was answered before is answered alike, and makes nothing.
http::Response repeated(const wire::Hop& hop, const std::string& body) {
  const auto json = nlohmann::json::parse(body);
  http::Response response = created(hop, body, json["chatThread"]["id"].get<std::string>());
  response.headers.add("repeatability-result", "accepted");
  return response;
}

}  // namespace

// POST /chat/threads.
sim::Task<http::Response> create_thread(DataPlane& plane, const wire::Hop& hop, http::PathParameters) {
  const auto caller = find_caller(plane, hop, Right::change_threads);
  if (!caller) co_return caller.error();
  const std::string request_id(hop.request.headers.get(kRepeatabilityId).value_or(""));
  if (!request_id.empty()) {
    if (const std::string* body = plane.threads.answer_of(caller->user, request_id)) {
      co_return repeated(hop, *body);
    }
  }
  const auto body = read_object(hop.request);
  if (!body) co_return bad_request(body.error().message);
  auto wanted = read_wanted_thread(plane, *caller, *body);
  if (!wanted) co_return bad_request(wanted.error().message);
  const Occasion occasion{hop.trace, caller->resource};
  const Thread& thread = add_thread(plane, occasion, std::move(wanted->thread));
  announce(plane, occasion, thread, thread_created(thread, plane.threads.next_version(plane.now())));
  nlohmann::ordered_json answer;
  answer["chatThread"] = thread_json(thread);
  if (!wanted->invalid.empty()) answer["invalidParticipants"] = invalid_participants_json(wanted->invalid);
  const std::string text = to_json_text(answer);
  if (!request_id.empty()) plane.threads.remember_answer(caller->user, request_id, text);
  co_return created(hop, text, thread.id);
}

}  // namespace droppoint::fakes::communication_services::chat
