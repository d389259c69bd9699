#include <string>

#include "fakes/communication_services/call_automation/request.hpp"

namespace droppoint::fakes::communication_services::call_automation {

void add_call_routes(http::Router<Handler>& routes) {
  const std::string calls = "/calling/callConnections";
  routes.add("POST", calls, &operation<&create_connection>);
  routes.add("POST", calls + ":answer", &operation<&answer_incoming_call>);
  routes.add("POST", calls + ":reject", &operation<&reject_incoming_call>);
  routes.add("POST", calls + ":redirect", &operation<&redirect_incoming_call>);
  routes.add("POST", calls + ":connect", &operation<&join_call>);
  const std::string connection = calls + "/{connection}";
  routes.add("GET", connection, &operation<&get_connection>);
  routes.add("DELETE", connection, &operation<&hang_up>);
  routes.add("POST", connection + ":terminate", &operation<&terminate>);
  routes.add("POST", connection + ":transferToParticipant", &operation<&transfer>);
  const std::string participants = connection + "/participants";
  routes.add("GET", participants, &operation<&list_participants>);
  routes.add("GET", participants + "/{participant}", &operation<&get_participant>);
  routes.add("POST", participants + ":add", &operation<&add_participant>);
  routes.add("POST", participants + ":cancelAddParticipant", &operation<&cancel_add_participant>);
  routes.add("POST", participants + ":remove", &operation<&remove_participant>);
  routes.add("POST", participants + ":mute", &operation<&mute_participants>);
  routes.add("POST", participants + ":moveHere", &operation<&move_participants>);
  for (const std::string media :
       {"play", "startTranscription", "stopTranscription", "updateTranscription", "cancelAllMediaOperations",
        "recognize", "startContinuousDtmfRecognition", "stopContinuousDtmfRecognition", "sendDtmfTones",
        "hold", "unhold", "startMediaStreaming", "stopMediaStreaming"}) {
    routes.add("POST", connection + ':' + media, &refuse_call_automation);
  }
}

void add_key_routes(http::Router<Handler>& routes) {
  routes.add("GET", "/calling/.well-known/acsopenidconfiguration", &get_openid_configuration);
  routes.add("GET", "/calling/keys", &get_callback_keys);
}

}  // namespace droppoint::fakes::communication_services::call_automation
