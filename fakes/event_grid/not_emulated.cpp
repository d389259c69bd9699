#include "fakes/event_grid/not_emulated.hpp"

#include <string>

#include "emulator/http/response.hpp"

namespace droppoint::fakes::event_grid {

sim::Task<wire::Answer> NotEmulated::handle(const wire::Hop& /*hop*/) {
  const std::string body =
      R"({"error":{"code":"NotImplemented","message":"Droppoint does not emulate Event Grid yet: see docs/fidelity."}})";
  http::Response response = http::json_response(501, body);
  co_return response;
}

}  // namespace droppoint::fakes::event_grid
