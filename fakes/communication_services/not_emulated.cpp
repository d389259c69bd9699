#include "fakes/communication_services/handler.hpp"
#include "fakes/communication_services/responses.hpp"

// Whole areas of the service that answer 501, before any other check.

namespace droppoint::fakes::communication_services {

sim::Task<http::Response> refuse_teams_exchange(DataPlane&, const wire::Hop&, http::PathParameters) {
  co_return not_emulated("Exchanging a Teams or Entra token for a user token");
}

sim::Task<http::Response> refuse_call_automation(DataPlane&, const wire::Hop&, http::PathParameters) {
  co_return not_emulated("Call Automation's media, recording and transcription");
}

sim::Task<http::Response> refuse_channel(DataPlane&, const wire::Hop&, http::PathParameters) {
  co_return not_emulated("The wire form of the real-time channel");
}

sim::Task<http::Response> refuse_sms_and_email(DataPlane&, const wire::Hop&, http::PathParameters) {
  co_return not_emulated("Sending SMS and e-mail");
}

}  // namespace droppoint::fakes::communication_services
