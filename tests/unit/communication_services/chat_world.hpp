#pragma once

#include <string>

#include "tests/unit/communication_services/service_world.hpp"

// Users of the Chat service's REST interface.

namespace droppoint::test {

struct ChatUser {
  std::string id;
  std::string token;
};

inline ChatUser make_chat_user(ServiceWorld& cloud, const json& scopes = {"chat"}) {
  const json body{{"createTokenWithScopes", scopes}};
  const Reply made =
      cloud.send(signed_request(cloud, "POST", "/identities?api-version=2023-10-01", body.dump()));
  return {made.body["identity"]["id"], made.body["accessToken"]["token"]};
}

inline Reply chat(ServiceWorld& cloud, const ChatUser& user, const std::string& method, std::string path,
                  const json& body = {}, http::Headers more = {}) {
  path += path.find('?') == std::string::npos ? "?" : "&";
  http::Request made = request(method, "droppoint-acs.communication.azure.com",
                               "/chat/threads" + path + "api-version=2025-03-15", std::move(more),
                               body.is_null() ? std::string() : body.dump());
  made.headers.add("Authorization", "Bearer " + user.token);
  if (!made.headers.contains("Content-Type")) {
    made.headers.add("Content-Type", method == "PATCH" ? "application/merge-patch+json" : "application/json");
  }
  return cloud.send(std::move(made));
}

inline json identifier(const std::string& user) {
  return {{"rawId", user}, {"communicationUser", {{"id", user}}}};
}
inline json participant(const ChatUser& user) {
  return {{"communicationIdentifier", identifier(user.id)}};
}

// Alice made a thread with Bob in it.
struct Conversation {
  explicit Conversation(ServiceWorld& cloud)
      : alice(make_chat_user(cloud)), bob(make_chat_user(cloud)), carol(make_chat_user(cloud)) {
    const Reply made = chat(cloud, alice, "POST", "",
                            {{"topic", "Lunch"}, {"participants", json::array({participant(bob)})}});
    id = made.body["chatThread"]["id"];
    path = '/' + id;
  }

  std::string post(ServiceWorld& cloud, const ChatUser& from, const std::string& content) const {
    return chat(cloud, from, "POST", path + "/messages", {{"content", content}}).body["id"];
  }

  ChatUser alice;
  ChatUser bob;
  // Not in it.
  ChatUser carol;
  std::string id;
  std::string path;
};

}  // namespace droppoint::test
