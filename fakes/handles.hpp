#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/sim/time.hpp"
#include "emulator/wire/hop.hpp"
#include "emulator/wire/verdict.hpp"
#include "fakes/config/cloud_config.hpp"

// Small values that name something in a cloud. Each method asks the cloud; what comes back is a copy.

namespace droppoint {

class Cloud;

enum class Platform { ios, android };
enum class DeviceState {
  foreground,
  background,
  suspended,
  offline,
  aeroplane,
  powered_off,
  uninstalled,
  reinstalled,
  force_stopped,
  notifications_disabled
};
// By which way a notification arrived.
enum class Way { realtime, apns, fcm, webhook };
using enum Platform;
using enum DeviceState;
using enum Way;

// What a verdict is compared with: only the parts that are set count.
struct ExpectedVerdict {
  wire::VerdictState state = wire::VerdictState::pending;
  std::optional<std::string> by = {};
  std::optional<int> drop_point = {};
  std::optional<std::string> cause = {};
  std::optional<std::string> underlying_cause = {};
};
ExpectedVerdict delivered_by(Way way);
ExpectedVerdict dropped_at(int drop_point, std::string cause);
ExpectedVerdict pending();
bool operator==(const wire::Verdict& verdict, const ExpectedVerdict& expected);

struct DeviceOptions {
  std::string name;
  Platform platform = Platform::ios;
  std::string app = "com.example.droppoint";
  std::string user = {};
  DeviceState state = DeviceState::background;
  // False: the device exists but is not registered with Communication Services.
  bool registered = true;
  // "production" or "sandbox".
  std::string environment = {};
  std::optional<sim::Duration> registration_ttl = {};
  // Another device, whose data this one was set up with: platform, app and user come from there.
  std::string restored_from = {};
};

// What `PATCH /_droppoint/v1/devices/{name}` takes, in the same words; what is absent stays.
struct DeviceChange {
  std::optional<DeviceState> state = {};
  std::optional<std::string> user = {};
  std::optional<bool> registered = {};
  std::optional<std::string> network = {};
  std::optional<std::string> app_state = {};
  std::optional<bool> power = {};
  std::optional<bool> notifications = {};
  std::optional<bool> focus = {};
  std::optional<bool> low_power = {};
  // iOS only, as are the next two.
  std::optional<bool> background_refresh = {};
  std::optional<int> background_pushes_per_hour = {};
  std::optional<bool> reports_calls = {};
  // Android only, as is the next.
  std::optional<bool> doze = {};
  std::optional<std::string> standby_bucket = {};
  bool rotate_tokens = false;
};

// One entry of a device's record, as `GET /_droppoint/v1/devices/{name}/notifications` has it.
struct Received {
  std::string trace;
  std::string kind;
  std::string by;
  std::string screen;
  std::string payload;
  std::string received_at;
  // What the app reads in a message of chat; empty for anything else.
  std::string text = {};
};

// A call that rings at a device ("ringing") or was answered there ("answered").
struct PhoneCall {
  std::string call;
  std::string state;
  std::string caller;
  std::string display_name;
  bool video = false;
  std::string since;
};

class Device {
 public:
  Device(Cloud* cloud, std::string name) : cloud_(cloud), name_(std::move(name)) {}
  const std::string& name() const { return name_; }
  void set_state(DeviceState state);
  void change(const DeviceChange& change);
  // "voip", "alert" or "fcm".
  std::string token(std::string_view kind) const;
  std::vector<Received> notifications() const;
  // What its user sees now: of the newest entry, or "none".
  std::string screen() const;
  std::vector<PhoneCall> calls() const;

 private:
  Cloud* cloud_;
  std::string name_;
};

class Devices {
 public:
  explicit Devices(Cloud* cloud) : cloud_(cloud) {}
  Device add(const DeviceOptions& options);
  Device find(std::string_view name) const;
  void remove(std::string_view name);

 private:
  Cloud* cloud_;
};

class Call {
 public:
  Call(Cloud* cloud, std::string id, wire::TraceId trace)
      : cloud_(cloud), id_(std::move(id)), trace_(trace) {}
  const std::string& id() const { return id_; }
  wire::TraceId trace() const { return trace_; }
  // So far.
  wire::Verdict verdict() const;
  // The first notification (of the call's own kind) meant for that device.
  wire::Verdict verdict_on(std::string_view device) const;
  std::vector<std::string> warnings() const;
  void answer(std::string_view device);
  void decline(std::string_view device);
  // The caller hangs up, or the device that answered.
  void hang_up(std::string_view device = {});

 private:
  Cloud* cloud_;
  std::string id_;
  wire::TraceId trace_;
};

struct CallOptions {
  std::string from;
  std::string to;
  bool video = false;
};

struct ChatOptions {
  std::string from;
  std::string to;
  std::string content;
};

class CommunicationServices {
 public:
  CommunicationServices(Cloud* cloud, std::string name) : cloud_(cloud), name_(std::move(name)) {}
  Call call(const CallOptions& options);
  // The trace of what the recipient is told.
  wire::TraceId send_chat(const ChatOptions& options);
  // Identity's revokeAccessTokens, signed with the resource's key: the user's tokens and registrations go.
  // Throws CloudError for a name that has no identity.
  void revoke_tokens(std::string_view user);
  // linkNotificationHub with the connection string that the policy has now.
  void link(std::string_view hub, std::string_view policy);
  // linkNotificationHub with these texts, whatever they are. The status that Resource Manager answered.
  int link_texts(std::string_view connection_string, std::string_view resource_id);
  // The portal's Disconnect.
  void unlink();
  // Forgets the cached link.
  void flush_link();
  std::string resource_id() const;
  // On the real host name.
  std::string connection_string() const;

 private:
  Cloud* cloud_;
  std::string name_;
};

struct HubRequest {
  std::string method = "POST";
  std::string path = {};
  http::Headers headers = {};
  std::string body = {};
};
struct HubAnswer {
  wire::TraceId trace = {};
  // Nothing while the answer waits for the clock.
  std::optional<wire::Answer> answer = {};
};

class Hub {
 public:
  Hub(Cloud* cloud, std::string name) : cloud_(cloud), name_(std::move(name)) {}
  // `which`: "PrimaryKey" or "SecondaryKey".
  void regenerate_key(std::string_view policy, std::string_view which = "PrimaryKey");
  // Replaces the platform's credential; nothing removes it.
  void configure_apns(const std::optional<config::ApnsConfig>& apns);
  void configure_fcm_v1(const std::optional<config::FcmV1Config>& fcm);
  void remove();
  void remove_namespace();
  // Over all time. Throws CloudError where the hub is gone.
  std::uint64_t metric(std::string_view name) const;
  std::string resource_id() const;
  // On the real host name.
  std::string connection_string(std::string_view policy) const;

  // A request of a back end that signs with a policy of the hub, at the hub's real host name: `path` is what
  // stands behind "/{hub}/" ("messages/", "installations/i1"). Throws CloudError for an unknown policy.
  HubAnswer ask(std::string_view policy, const HubRequest& request);

 private:
  Cloud* cloud_;
  std::string name_;
};

}  // namespace droppoint
