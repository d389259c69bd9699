#pragma once

#include <string>
#include <string_view>

#include "emulator/sim/random.hpp"
#include "emulator/wire/wire.hpp"
#include "fakes/fcm/access_tokens.hpp"
#include "fakes/fcm/delivery.hpp"
#include "fakes/fcm/device_tokens.hpp"
#include "fakes/fcm/message.hpp"
#include "fakes/fcm/options.hpp"
#include "fakes/resources/directory.hpp"

// Google's push service with the OAuth endpoint that goes with it: the HTTP v1 interface to Android devices,
// store and forward. What is emulated how far: docs/fidelity/fcm.md. Not in a namespace of its own beside the
// others, since `droppoint::fcm` is a way of delivery.

namespace droppoint::fakes::fcm {

struct Parts {
  wire::Wire& wire;
  resources::Directory& directory;
  sim::Random random;
  Options options = {};
};

class Fcm final : public wire::Service {
 public:
  explicit Fcm(Parts parts);

  sim::Task<wire::Answer> handle(const wire::Hop& hop) override;

 private:
  http::Response answer(const wire::Hop& hop);
  http::Response legacy(std::string_view path) const;
  // oauth.cpp
  http::Response issue_access_token(const wire::Hop& hop);
  // send.cpp
  http::Response send(const wire::Hop& hop, const std::string& project);
  http::Response accept(const wire::Hop& hop, const std::string& project, const Message& message);
  http::Response refuse_send(const wire::Hop& hop, const Refusal& refusal);
  wire::NotificationId open_direct(const wire::Hop& hop, std::string_view token);
  // device_protocol.cpp
  http::Response device_protocol(const wire::Hop& hop);
  http::Response issue_token(const wire::Hop& hop);
  http::Response set_connection(const wire::Hop& hop, std::string_view device);

  wire::Wire& wire_;
  resources::Directory& directory_;
  bool legacy_;
  AccessTokens access_tokens_;
  DeviceTokens device_tokens_;
  Delivery delivery_;
  sim::Random message_ids_;
};

}  // namespace droppoint::fakes::fcm
