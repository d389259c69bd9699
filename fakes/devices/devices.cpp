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
  if (hop.from == wire::Party::apns && post && target == "/notifications/apns") co_return take_push(hop);
  if (hop.from == wire::Party::fcm && post && target == "/notifications/fcm") co_return take_push(hop);
  if (hop.from == wire::Party::communication_services && post && target == "/realtime") {
    co_return take_realtime(hop);
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
