#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

#include "fakes/fcm/message.hpp"

namespace droppoint::fakes::fcm {

// A request of the protocol before HTTP v1, as far as its text goes
// (https://firebase.google.com/docs/cloud-messaging/http-server-ref).
struct LegacyMessage {
  bool dry_run = false;
  // Written as a form: then the answer is plain text, and there is one token.
  bool form = false;
  // At least one, or else a target by topics.
  std::vector<std::string> tokens = {};
  Target by_topic = {};
  std::string restricted_package = {};
  Content content = {};
  // What is wrong with the message for each of its receivers: "MessageTooBig"; empty: nothing.
  std::string error = {};
};

// The error is the text of a 400: the body is no JSON, or a member has the wrong type.
tl::expected<LegacyMessage, std::string> read_legacy_json(std::string_view body, const Limits& limits);
tl::expected<LegacyMessage, std::string> read_legacy_form(std::string_view body, const Limits& limits);

}  // namespace droppoint::fakes::fcm
