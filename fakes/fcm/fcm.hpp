#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "emulator/sim/random.hpp"
#include "emulator/wire/wire.hpp"
#include "fakes/fcm/access_tokens.hpp"
#include "fakes/fcm/delivery.hpp"
#include "fakes/fcm/device_tokens.hpp"
#include "fakes/fcm/message.hpp"
#include "fakes/fcm/options.hpp"
#include "fakes/fcm/projects.hpp"
#include "fakes/fcm/quota_windows.hpp"
#include "fakes/fcm/topics.hpp"
#include "fakes/resources/directory.hpp"

namespace droppoint::http {
class Target;
}

// Google's push service with the OAuth endpoint that goes with it: the HTTP v1 interface to Android devices,
// topics, the interfaces before it, store and forward. What is emulated how far: docs/fidelity/fcm.md. Not in
// a namespace of its own beside the others, since `droppoint::fcm` is a way of delivery.

namespace droppoint::fakes::fcm {

struct LegacyMessage;

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
  http::Response answer_v1(const wire::Hop& hop, const http::Target& target);
  std::optional<Refusal> check_outage() const;
  // oauth.cpp
  http::Response issue_access_token(const wire::Hop& hop, std::string_view path);
  // control.cpp
  http::Response control(const wire::Hop& hop, const http::Target& target);
  // send.cpp
  http::Response send(const wire::Hop& hop, const std::string& project);
  std::optional<Refusal> check_token(const Message& message, const Project& project) const;
  http::Response accept(const wire::Hop& hop, const Project& project, const Message& message);
  http::Response refuse_send(const wire::Hop& hop, const Refusal& refusal);
  // fan_out.cpp
  std::vector<const DeviceToken*> receivers(const Target& target, const Project& project,
                                            std::string_view package) const;
  void deliver_to(const wire::Hop& hop, const DeviceToken& token, const Content& content);
  void fan_out(const wire::Hop& hop, const Target& target, const Project& project, std::string_view package,
               const Content& content);
  wire::NotificationId open_direct(const wire::Hop& hop, std::string_view token);
  void settle_refused(const wire::Hop& hop, std::string_view token, wire::Verdict verdict);
  // topic_subscriptions.cpp
  http::Response topic_subscriptions(const wire::Hop& hop, const http::Target& target);
  http::Response create_subscription(const DeviceToken& token, std::string_view topic);
  http::Response update_subscription(const DeviceToken& token, std::string_view topic, bool allow_missing);
  http::Response delete_subscription(const DeviceToken& token, std::string_view topic, bool allow_missing);
  http::Response get_subscription(const DeviceToken& token, std::string_view topic) const;
  http::Response list_subscriptions(const DeviceToken& token, const http::Target& target) const;
  // instance_id.cpp
  http::Response instance_id(const wire::Hop& hop, const http::Target& target);
  std::vector<const Project*> projects_of_caller(const wire::Hop& hop) const;
  http::Response change_many(const wire::Hop& hop, const std::vector<const Project*>& projects, bool add);
  std::string change_one(const std::vector<const Project*>& projects, const std::string& token,
                         std::string_view topic, bool add);
  http::Response instance_info(const std::string& token, bool details) const;
  // legacy_send.cpp
  http::Response legacy_send(const wire::Hop& hop, std::string_view path);
  http::Response legacy_to_devices(const wire::Hop& hop, const std::vector<const Project*>& projects,
                                   const LegacyMessage& message);
  http::Response legacy_to_topic(const wire::Hop& hop, const std::vector<const Project*>& projects,
                                 const LegacyMessage& message);
  std::string legacy_error(const std::vector<const Project*>& projects, const LegacyMessage& message,
                           const std::string& token);
  // batch.cpp
  http::Response batch(const wire::Hop& hop);
  // device_protocol.cpp
  http::Response device_protocol(const wire::Hop& hop);
  http::Response issue_token(const wire::Hop& hop);
  http::Response set_connection(const wire::Hop& hop, std::string_view device);

  wire::Wire& wire_;
  resources::Directory& directory_;
  Legacy legacy_;
  Limits limits_;
  Outage outage_;
  Projects projects_;
  AccessTokens access_tokens_;
  DeviceTokens device_tokens_;
  Topics topics_;
  QuotaWindows quotas_;
  Delivery delivery_;
  sim::Random message_ids_;
};

}  // namespace droppoint::fakes::fcm
