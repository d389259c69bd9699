#include "fakes/outside_client.hpp"

#include "emulator/http/response.hpp"

namespace droppoint::fakes {

sim::Task<wire::Answer> OutsideClient::handle(const wire::Hop& hop) {
  if (hop.request.method != "MESSAGE" && hop.request.method != "CLOSE") {
    co_return tl::unexpected<wire::Break>(wire::Break::refused);
  }
  if (pass_on_) pass_on_(hop.request);
  co_return http::empty_response(204);
}

}  // namespace droppoint::fakes
