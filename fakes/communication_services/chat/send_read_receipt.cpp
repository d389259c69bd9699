#include <algorithm>
#include <utility>

#include "emulator/http/response.hpp"
#include "fakes/communication_services/chat/access.hpp"
#include "fakes/communication_services/chat/announce.hpp"
#include "fakes/communication_services/chat/fields.hpp"
#include "fakes/communication_services/chat/operations.hpp"
#include "fakes/communication_services/responses.hpp"

#include <nlohmann/json.hpp>

namespace droppoint::fakes::communication_services::chat {
namespace {

// How far a user has read only moves on: a receipt for something older changes nothing. True if it moved.
bool move_on(Thread& thread, ReadReceipt receipt) {
  const auto found =
      std::find_if(thread.receipts.begin(), thread.receipts.end(),
                   [&receipt](const ReadReceipt& earlier) { return earlier.user == receipt.user; });
  if (found == thread.receipts.end()) {
    thread.receipts.push_back(std::move(receipt));
    return true;
  }
  const Message* before = thread.find_message(found->message);
  const Message* now = thread.find_message(receipt.message);
  if (before != nullptr && now->sequence < before->sequence) return false;
  *found = std::move(receipt);
  return true;
}

}  // namespace

// POST /chat/threads/{thread}/readReceipts.
sim::Task<http::Response> send_read_receipt(DataPlane& plane, const wire::Hop& hop,
                                            http::PathParameters parameters) {
  const auto member = find_member(plane, hop, parameters);
  if (!member) co_return member.error();
  const auto body = read_object(hop.request);
  if (!body) co_return bad_request(body.error().message);
  const auto id = read_text(*body, "chatMessageId");
  if (!id) co_return bad_request(id.error().message);
  if (!*id || (*id)->empty()) co_return bad_request("chatMessageId is missing or empty.");
  const auto message = find_message(*member, **id);
  if (!message) co_return message.error();
  const ReadReceipt receipt{.user = member->caller.user, .message = **id, .read_on = plane.now()};
  if (move_on(*member->thread, receipt)) {
    const std::string version = plane.threads.next_version(plane.now());
    announce_to_others(plane, {hop.trace, member->caller.resource}, *member->thread, member->caller.user,
                       receipt_read(*member->thread, receipt, version));
  }
  co_return http::empty_response(200);
}

}  // namespace droppoint::fakes::communication_services::chat
