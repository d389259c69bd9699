#include <algorithm>
#include <utility>

#include "fakes/communication_services/call_control.hpp"
#include "fakes/communication_services/chat/add_thread.hpp"
#include "fakes/communication_services/chat/post_message.hpp"
#include "fakes/communication_services/handler.hpp"
#include "fakes/communication_services/json_members.hpp"
#include "fakes/communication_services/responses.hpp"
#include "fakes/communication_services/users.hpp"

namespace droppoint::fakes::communication_services {
namespace {

// Where a control call writes, and who.
struct Writing {
  chat::Thread* thread = nullptr;
  std::string resource;
  Identity from;
};

bool has_exactly(const chat::Thread& thread, const std::vector<std::string>& users) {
  if (thread.participants.size() != users.size()) return false;
  return std::all_of(users.begin(), users.end(),
                     [&thread](const std::string& user) { return thread.find_participant(user) != nullptr; });
}

// The newest thread of exactly these users, made for them if there is none.
chat::Thread& thread_of(DataPlane& plane, wire::TraceId trace, const Parties& parties) {
  std::vector<std::string> users{parties.from.id};
  for (const Identity& one : parties.to) {
    if (one.id != parties.from.id) users.push_back(one.id);
  }
  const auto& all = plane.threads.all();
  for (auto entry = all.rbegin(); entry != all.rend(); ++entry) {
    if (has_exactly(entry->second, users)) return *plane.threads.find(entry->second.id);
  }
  chat::Thread thread{.resource_id = parties.from.resource_id, .created_by = parties.from.id};
  for (const std::string& user : users) {
    const Identity& identity = *plane.identities.find(user);
    thread.participants.push_back({.user = user, .display_name = identity.name});
  }
  return chat::add_thread(plane, {trace, parties.resource}, std::move(thread));
}

Result<Writing> write_to_users(DataPlane& plane, const wire::Hop& hop, const nlohmann::json& body) {
  auto parties = read_parties(plane, body, Telephone::refused);
  if (!parties) return tl::unexpected(parties.error());
  chat::Thread& thread = thread_of(plane, hop.trace, *parties);
  return Writing{&thread, std::move(parties->resource), std::move(parties->from)};
}

Result<Writing> write_to_thread(DataPlane& plane, const nlohmann::json& body, const std::string& id) {
  chat::Thread* thread = plane.threads.find(id);
  if (thread == nullptr) return fail("UnknownThread", "There is no chat thread " + id + ".");
  const auto from = text_member(body, "from");
  if (!from) return fail("InvalidRequest", "\"from\" is missing or no text.", R"("from":"bob")");
  for (const auto& [name, resource] : plane.store.communication_services()) {
    if (resource.immutable_id != thread->resource_id) continue;
    const Identity* user = is_user_id(*from) ? plane.identities.find(*from)
                                             : plane.identities.find_by_name(resource.immutable_id, *from);
    if (user == nullptr || thread->find_participant(user->id) == nullptr) break;
    return Writing{thread, resource.name, *user};
  }
  return fail("NotInThread", *from + " is not in the chat thread " + id + ".");
}

}  // namespace

// POST /_droppoint/v1/chat/messages. Answered when all that is due at this instant has run.
sim::Task<http::Response> send_chat_message(DataPlane& plane, const wire::Hop& hop, http::PathParameters) {
  const auto body = read_object(hop.request);
  if (!body) co_return control_error(body.error());
  const auto unknown =
      unknown_member(*body, "A chat message", {"from", "to", "thread", "resource", "content"});
  if (unknown) co_return control_error(*unknown);
  const auto content = text_member(*body, "content");
  if (!content) co_return control_error({"InvalidRequest", "\"content\" is missing or no text."});
  const auto thread = text_member(*body, "thread");
  const Result<Writing> writing =
      thread ? write_to_thread(plane, *body, *thread) : write_to_users(plane, hop, *body);
  if (!writing) co_return control_error(writing.error());
  const std::string thread_id = writing->thread->id;
  const std::string id = chat::post_message(
      plane, {hop.trace, writing->resource}, *writing->thread,
      {.sender = writing->from.id, .sender_name = writing->from.label(), .content = *content});
  auto idle = plane.wire.scheduler().when_idle();
  co_await idle;
  nlohmann::ordered_json answer;
  answer["message"] = id;
  answer["thread"] = thread_id;
  answer["trace"] = wire::to_text(hop.trace);
  answer["verdict"] = verdict_json(plane.wire.ledger().verdict(hop.trace));
  co_return json_answer(201, answer);
}

}  // namespace droppoint::fakes::communication_services
