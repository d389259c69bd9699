#include "fakes/apns/apns.hpp"

#include <utility>

#include "fakes/causes.hpp"

namespace droppoint::fakes::apns {
namespace {

bool is_broadcast(const http::Request& request) {
  return is_channel_management_host(request.authority) || request.target.starts_with("/4/broadcasts/") ||
         request.target.starts_with("/1/apps/");
}

}  // namespace

Apns::Apns(ApnsParts parts)
    : wire_(parts.wire),
      directory_(parts.directory),
      options_(std::move(parts.options)),
      provider_tokens_(options_.provider_keys),
      connections_(options_.provider_token_updates),
      device_limit_(options_.pushes_per_device),
      device_tokens_(parts.random.stream("apns device tokens")),
      delivery_(parts.wire, device_tokens_),
      message_ids_(parts.random.stream("apns message ids")),
      unique_ids_(parts.random.stream("apns unique ids")) {}

sim::Task<wire::Answer> Apns::handle(const wire::Hop& hop) {
  if (hop.from == wire::Party::device && hop.request.target.starts_with("/_device/")) {
    co_return device_protocol(hop);
  }
  if (is_broadcast(hop.request)) {
    report(hop, fakes::dropped("pns-not-emulated", "broadcast channels are not emulated"));
    co_return not_emulated("broadcast channels", message_id(hop));
  }
  co_return push(hop);
}

}  // namespace droppoint::fakes::apns
