#pragma once

#include <deque>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/sim/random.hpp"
#include "emulator/sim/scheduler.hpp"
#include "emulator/wire/verdict.hpp"
#include "fakes/communication_services/target.hpp"

namespace droppoint::fakes::communication_services {

// What became of a call for one of those who are called.
enum class CalleeState { ringing, answered, declined, missed, canceled, redirected, left };
std::string_view to_text(CalleeState state);

struct Callee {
  // The identity's id, and its label in traces.
  std::string user;
  std::string label;
  CalleeState state = CalleeState::ringing;
  // The devices that ring.
  std::vector<Target> rung = {};
  // The device that answered or declined; empty if that was no device of the emulator.
  std::string device = {};
  // Of Call Automation: the connection that answered in the user's place, the invitation by which the user
  // was added, and whether the user's microphone is off.
  std::string connection = {};
  std::string invitation = {};
  bool muted = false;
  sim::Time ringing_until{};
  sim::Timer ring_timeout = {};
};

// What became of the call as a whole.
enum class CallState { ringing, connected, declined, missed, canceled, ended };
std::string_view to_text(CallState state);

struct Call {
  // Also the correlation id: `callId` of pushes.
  std::string id;
  wire::TraceId trace;
  // The resource, by name.
  std::string resource;
  // An identity's id or "4:+…", and what devices show.
  std::string caller;
  std::string caller_name;
  bool video = false;
  // Opaque base64; pushes and the call's context carry the same.
  std::string cp;
  sim::Time started_at{};
  sim::Time push_expires_at{};
  sim::Time ringing_until{};
  std::vector<Callee> callees;
  bool ended = false;
  // Several are called, or somebody was added: devices are told of a group call.
  bool group = false;
  // The caller is a connection of Call Automation; empty: a user, or somebody by telephone.
  std::string caller_connection = {};
  bool caller_left = false;
  bool caller_muted = false;
  // A group call that Call Automation joined by this id: it needs no caller and nobody who is called.
  std::string group_id = {};

  bool rings() const;
  CallState state() const;
  Callee* callee_with_device(std::string_view device);
  // By an identity's id: the one who rings or talks, else the one who was called last.
  Callee* callee_of(std::string_view user);
  bool is_over() const;
};

// The calls of all resources, ended ones included, up to a bound: then the oldest that no longer ring go.
class Calls {
 public:
  static constexpr std::size_t kCallsMax = 10'000;

  explicit Calls(const sim::Random& random) : random_(random) {}

  // With its id and `cp` drawn.
  Call& add();
  // Null if there is none. Valid until a call is added.
  Call* find(std::string_view id);
  // The one of that resource that goes on.
  Call* find_group(std::string_view resource, std::string_view group_id);

 private:
  void forget_oldest();

  sim::Random random_;
  std::map<std::string, Call, std::less<>> calls_;
  std::deque<std::string> order_;
};

}  // namespace droppoint::fakes::communication_services
