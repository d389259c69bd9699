#include <string>
#include <utility>

#include "emulator/excerpt.hpp"
#include "emulator/http/response.hpp"
#include "emulator/http/uri.hpp"
#include "fakes/devices/answers.hpp"
#include "fakes/devices/devices.hpp"

namespace droppoint::fakes::devices {
namespace {

http::Response no_such_route(const wire::Hop& hop, std::string allow) {
  if (allow.empty()) {
    return error_answer(404, {"NotFound", "there is nothing at " + excerpt(hop.request.target),
                              "Devices are at /_droppoint/v1/devices/{name}[/notifications]."});
  }
  http::Response response = error_answer(
      405, {"MethodNotAllowed", excerpt(hop.request.method) + " is not possible here, but " + allow + " is"});
  response.headers.add("allow", allow);
  return response;
}

}  // namespace

sim::Task<http::Response> Devices::control(const wire::Hop& hop) {
  const std::string& method = hop.request.method;
  const auto target = http::Target::parse(hop.request.target);
  if (!target) co_return error_answer(400, target.error());
  // "_droppoint", "v1", "devices", and what follows.
  const auto& segments = target->segments();
  const std::size_t count = segments.size();
  if (count < 3 || count > 5 || segments[2] != "devices") co_return no_such_route(hop, {});
  if (count == 3) {
    if (method == "GET") co_return list_devices();
    co_return no_such_route(hop, "GET");
  }
  std::string name = segments[3];
  if (count == 5) {
    if (segments[4] != "notifications") co_return no_such_route(hop, {});
    if (method == "GET") co_return get_notifications(hop, name);
    co_return no_such_route(hop, "GET");
  }
  if (method == "GET") co_return get_device(name);
  sim::Task<http::Response> changing;
  if (method == "PUT") {
    changing = put_device(hop, std::move(name));
  } else if (method == "PATCH") {
    changing = patch_device(hop, std::move(name));
  } else if (method == "DELETE") {
    changing = delete_device(hop.trace, std::move(name));
  } else {
    co_return no_such_route(hop, "DELETE, GET, PATCH, PUT");
  }
  http::Response response = co_await std::move(changing);
  co_return response;
}

}  // namespace droppoint::fakes::devices
