#include <algorithm>
#include <utility>

#include "fakes/communication_services/chat/access.hpp"
#include "fakes/communication_services/chat/announce.hpp"
#include "fakes/communication_services/chat/fields.hpp"
#include "fakes/communication_services/chat/operations.hpp"
#include "fakes/communication_services/responses.hpp"

#include <nlohmann/json.hpp>

namespace droppoint::fakes::communication_services::chat {
namespace {

// Who is in the thread already stays as he is.
std::vector<Participant> keep_new(const Thread& thread, std::vector<Participant> named) {
  std::vector<Participant> added;
  for (Participant& one : named) {
    const bool twice = std::any_of(added.begin(), added.end(),
                                   [&one](const Participant& other) { return other.user == one.user; });
    if (!twice && thread.find_participant(one.user) == nullptr) added.push_back(std::move(one));
  }
  return added;
}

void add_to_thread(DataPlane& plane, const Member& member, wire::TraceId trace,
                   const std::vector<Participant>& added) {
  Thread& thread = *member.thread;
  const std::string by = member.caller.user;
  for (const Participant& one : added) thread.participants.push_back(one);
  plane.threads.append(thread, {.type = MessageType::participant_added, .sender = by, .participants = added},
                       plane.now());
  announce(plane, {trace, member.caller.resource}, thread,
           participants_added(thread, by, added, plane.threads.next_version(plane.now()), plane.now()));
}

}  // namespace

// POST /chat/threads/{thread}/participants/:add.
sim::Task<http::Response> add_participants(DataPlane& plane, const wire::Hop& hop,
                                           http::PathParameters parameters) {
  const auto member = find_member(plane, hop, parameters, Right::change_participants);
  if (!member) co_return member.error();
  const auto body = read_object(hop.request);
  if (!body) co_return bad_request(body.error().message);
  auto named = read_participants(plane, *body, member->caller.resource_id);
  if (!named) co_return bad_request(named.error().message);
  if (named->valid.empty() && named->invalid.empty()) {
    co_return bad_request("participants is missing or empty.");
  }
  const std::vector<Participant> added = keep_new(*member->thread, std::move(named->valid));
  if (member->thread->participants.size() + added.size() > kParticipantsMax) {
    co_return bad_request("A chat thread has at most " + std::to_string(kParticipantsMax) + " participants.");
  }
  if (!added.empty()) add_to_thread(plane, *member, hop.trace, added);
  nlohmann::ordered_json answer = nlohmann::ordered_json::object();
  if (!named->invalid.empty()) answer["invalidParticipants"] = invalid_participants_json(named->invalid);
  co_return json_answer(201, answer);
}

}  // namespace droppoint::fakes::communication_services::chat
