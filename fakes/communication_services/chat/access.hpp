#pragma once

#include <string>

#include <tl/expected.hpp>

#include "emulator/http/message.hpp"
#include "emulator/http/route_pattern.hpp"
#include "emulator/wire/hop.hpp"
#include "fakes/communication_services/data_plane.hpp"

namespace droppoint::fakes::communication_services::chat {

// What a request does, as far as scopes tell it apart: `chat` may everything, `chat.join` all but threads
// themselves, `chat.join.limited` reads and writes messages only.
enum class Right { take_part, change_participants, change_threads };

// A user who may call the Chat service.
struct Caller {
  // The identity's id.
  std::string user;
  // The resource, by name and by its immutable id.
  std::string resource;
  std::string resource_id;
};

// The checks of each chat call, in this order: the user token in `Authorization` (401), `api-version` (400),
// its scope (403).
tl::expected<Caller, http::Response> find_caller(DataPlane& plane, const wire::Hop& hop, Right right);

// A caller in a thread. Thread and participant are valid until the thread changes.
struct Member {
  Caller caller;
  Thread* thread = nullptr;
  Participant* participant = nullptr;
};

// Those checks, then the thread of the path: 404 if there is none, 403 for who is not, or no more, in it.
tl::expected<Member, http::Response> find_member(DataPlane& plane, const wire::Hop& hop,
                                                 const http::PathParameters& parameters,
                                                 Right right = Right::take_part);

// A message of the thread that this participant may see: 404 if there is none.
tl::expected<Message*, http::Response> find_message(const Member& member, const std::string& id);
// Also one that this participant wrote: 403 otherwise, and 404 once it was deleted.
tl::expected<Message*, http::Response> find_own_message(const Member& member, const std::string& id);

bool may_see(const Participant& participant, const Message& message);

http::Response forbidden();
http::Response bad_request(std::string_view message);
// 413, for the text of a message (inferred).
http::Response too_large();

}  // namespace droppoint::fakes::communication_services::chat
