#include "fakes/communication_services/chat/access.hpp"

#include "fakes/communication_services/authenticate.hpp"
#include "fakes/communication_services/hosts.hpp"
#include "fakes/communication_services/responses.hpp"
#include "fakes/communication_services/token_request.hpp"

namespace droppoint::fakes::communication_services::chat {
namespace {

bool has_right(const UserClaims& claims, Right right) {
  if (claims.has_scope("chat")) return true;
  if (right == Right::change_threads) return false;
  if (claims.has_scope("chat.join")) return true;
  return right == Right::take_part && claims.has_scope("chat.join.limited");
}

const resources::CommunicationResource* resource_of(const DataPlane& plane, const std::string& immutable_id) {
  for (const auto& [name, resource] : plane.store.communication_services()) {
    if (resource.immutable_id == immutable_id) return &resource;
  }
  return nullptr;
}

}  // namespace

http::Response forbidden() {
  return service_error(403, "Forbidden",
                       "The initiator doesn't have the permission to perform the requested operation.");
}

http::Response bad_request(std::string_view message) {
  return service_error(400, "BadRequest", message);
}

http::Response too_large() {
  return service_error(413, "RequestEntityTooLarge", "The message is larger than 28 KB.");
}

tl::expected<Caller, http::Response> find_caller(DataPlane& plane, const wire::Hop& hop, Right right) {
  const auto claims = authenticate_bearer(plane, hop);
  if (!claims) return tl::unexpected(claims.error());
  const Identity& identity = *plane.identities.find(claims->user);
  const auto* resource = resource_of(plane, identity.resource_id);
  const Host host = read_host(hop.request.authority);
  const bool other_host = host.kind == Host::Kind::resource && resource != nullptr &&
                          plane.store.find_communication(host.resource) != resource;
  if (resource == nullptr || other_host) {
    return tl::unexpected(unauthorized("The user token is of another resource."));
  }
  if (auto refusal = missing_api_version(hop.request)) return tl::unexpected(std::move(*refusal));
  if (!has_right(*claims, right)) return tl::unexpected(forbidden());
  return Caller{.user = claims->user, .resource = resource->name, .resource_id = resource->immutable_id};
}

tl::expected<Member, http::Response> find_member(DataPlane& plane, const wire::Hop& hop,
                                                 const http::PathParameters& parameters, Right right) {
  auto caller = find_caller(plane, hop, right);
  if (!caller) return tl::unexpected(caller.error());
  const std::string& id = parameters.text("thread");
  Thread* thread = plane.threads.find(id);
  if (thread == nullptr || thread->resource_id != caller->resource_id) {
    return tl::unexpected(service_error(404, "NotFound", "There is no chat thread " + id + "."));
  }
  Participant* participant = thread->find_participant(caller->user);
  if (participant == nullptr) return tl::unexpected(forbidden());
  return Member{.caller = std::move(*caller), .thread = thread, .participant = participant};
}

bool may_see(const Participant& participant, const Message& message) {
  return message.created_on >= participant.share_history_time;
}

tl::expected<Message*, http::Response> find_message(const Member& member, const std::string& id) {
  Message* message = member.thread->find_message(id);
  if (message == nullptr || !may_see(*member.participant, *message)) {
    return tl::unexpected(service_error(404, "NotFound", "The chat thread has no message " + id + "."));
  }
  return message;
}

tl::expected<Message*, http::Response> find_own_message(const Member& member, const std::string& id) {
  auto message = find_message(member, id);
  if (!message) return message;
  const bool own = (*message)->written_by_user() && (*message)->sender == member.caller.user;
  if (!own) return tl::unexpected(forbidden());
  if ((*message)->deleted_on) {
    return tl::unexpected(service_error(404, "NotFound", "The message " + (*message)->id + " was deleted."));
  }
  return message;
}

}  // namespace droppoint::fakes::communication_services::chat
