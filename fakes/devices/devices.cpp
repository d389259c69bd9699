#include "fakes/devices/devices.hpp"

#include <utility>

#include "emulator/http/response.hpp"

namespace droppoint::fakes::devices {

Devices::Devices(DevicesParts parts)
    : wire_(parts.wire),
      directory_(parts.directory),
      store_(parts.store),
      options_(std::move(parts.options)) {}

sim::Task<wire::Answer> Devices::handle(const wire::Hop& hop) {
  const std::string& target = hop.request.target;
  const bool post = hop.request.method == "POST";
  if (hop.from == wire::Party::client && target.starts_with("/_droppoint/v1/devices")) {
    auto answering = control(hop);
    http::Response response = co_await std::move(answering);
    co_return response;
  }
  const bool from_apns = hop.from == wire::Party::apns && target == "/notifications/apns";
  const bool from_fcm = hop.from == wire::Party::fcm && target == "/notifications/fcm";
  if (post && (from_apns || from_fcm)) {
    auto taking = take_push(hop);
    wire::Answer answer = co_await std::move(taking);
    co_return answer;
  }
  if (post && hop.from == wire::Party::communication_services) {
    if (target == "/realtime") {
      auto taking = take_realtime(hop);
      wire::Answer answer = co_await std::move(taking);
      co_return answer;
    }
    if (target.starts_with("/calls/")) co_return act_on_call(hop);
  }
  co_return http::empty_response(404);
}

Device* Devices::find(std::string_view name) {
  const auto found = devices_.find(name);
  return found == devices_.end() ? nullptr : &found->second;
}

const Device* Devices::find(std::string_view name) const {
  return const_cast<Devices*>(this)->find(name);
}

}  // namespace droppoint::fakes::devices
