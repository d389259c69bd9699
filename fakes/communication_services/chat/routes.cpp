#include <string>

#include "fakes/communication_services/chat/operations.hpp"

namespace droppoint::fakes::communication_services::chat {

void add_chat_routes(http::Router<Handler>& routes) {
  const std::string threads = "/chat/threads";
  routes.add("POST", threads, &create_thread);
  routes.add("GET", threads, &list_threads);
  const std::string thread = threads + "/{thread}";
  routes.add("GET", thread, &get_thread);
  routes.add("PATCH", thread, &update_thread);
  routes.add("DELETE", thread, &delete_thread);
  routes.add("POST", thread + "/messages", &send_message);
  routes.add("GET", thread + "/messages", &list_messages);
  routes.add("GET", thread + "/messages/{message}", &get_message);
  routes.add("PATCH", thread + "/messages/{message}", &update_message);
  routes.add("DELETE", thread + "/messages/{message}", &delete_message);
  routes.add("GET", thread + "/participants", &list_participants);
  routes.add("POST", thread + "/participants/:add", &add_participants);
  routes.add("POST", thread + "/participants/:remove", &remove_participant);
  routes.add("POST", thread + "/typing", &send_typing);
  routes.add("POST", thread + "/readReceipts", &send_read_receipt);
  routes.add("GET", thread + "/readReceipts", &list_read_receipts);
}

}  // namespace droppoint::fakes::communication_services::chat
