#include <string>

#include "fakes/communication_services/call_automation/operations.hpp"

namespace droppoint::fakes::communication_services::call_automation {

void add_call_routes(http::Router<Handler>& routes) {
  const std::string calls = "/calling/callConnections";
  routes.add("POST", calls, &create_connection);
  routes.add("POST", calls + ":answer", &answer_incoming_call);
  routes.add("POST", calls + ":reject", &reject_incoming_call);
  routes.add("POST", calls + ":redirect", &redirect_incoming_call);
  routes.add("POST", calls + ":connect", &join_call);
  const std::string connection = calls + "/{connection}";
  routes.add("GET", connection, &get_connection);
  routes.add("DELETE", connection, &hang_up);
  routes.add("POST", connection + ":terminate", &terminate);
  routes.add("POST", connection + ":transferToParticipant", &transfer);
  const std::string participants = connection + "/participants";
  routes.add("GET", participants, &list_participants);
  routes.add("GET", participants + "/{participant}", &get_participant);
  routes.add("POST", participants + ":add", &add_participant);
  routes.add("POST", participants + ":cancelAddParticipant", &cancel_add_participant);
  routes.add("POST", participants + ":remove", &remove_participant);
  routes.add("POST", participants + ":mute", &mute_participants);
  routes.add("POST", participants + ":moveHere", &move_participants);
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
