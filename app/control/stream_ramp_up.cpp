#include "app/control/stream_ramp_up.hpp"

#include "fakes/apns/accepted_token.hpp"
#include "fakes/routing.hpp"

namespace droppoint::app {

bool begins_with_one_stream(std::string_view server_name, bool certificate) {
  if (certificate) return false;
  if (server_name.empty() || fakes::is_loopback_name(server_name)) return true;
  return fakes::party_of_host(server_name) == wire::Party::apns;
}

bool ends_ramp_up(wire::Party party, const wire::Answer& answer) {
  if (party != wire::Party::apns) return true;
  return answer && fakes::apns::shows_accepted_token(*answer);
}

}  // namespace droppoint::app
