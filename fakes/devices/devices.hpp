#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "emulator/result.hpp"
#include "emulator/wire/wire.hpp"
#include "fakes/devices/device.hpp"
#include "fakes/devices/device_body.hpp"
#include "fakes/resources/directory.hpp"
#include "fakes/resources/store.hpp"

// All phones of a cloud: what is on them, how they are reached, and what their users see. They answer the
// control API's /devices, take pushes from APNs and FCM, and messages on the real-time channel. What is
// emulated how far: docs/fidelity/devices.md.

namespace droppoint::fakes::devices {

struct Options {
  // Of an Android app where no hub says otherwise.
  std::string fcm_project = "droppoint-project";
};

struct DevicesParts {
  wire::Wire& wire;
  resources::Directory& directory;
  // An Android app is built with the configuration of the Firebase project that its maker gives to the hub
  // too.
  const resources::Store& store;
  Options options = {};
};

class Devices final : public wire::Service {
 public:
  explicit Devices(DevicesParts parts);

  // Break::refused for a phone that is not connected or does not exist.
  sim::Task<wire::Answer> handle(const wire::Hop& hop) override;

 private:
  // control.cpp: /_droppoint/v1/devices.
  sim::Task<http::Response> control(const wire::Hop& hop);
  sim::Task<http::Response> put_device(const wire::Hop& hop, std::string name);
  sim::Task<http::Response> patch_device(const wire::Hop& hop, std::string name);
  sim::Task<http::Response> delete_device(wire::TraceId trace, std::string name);
  // read_devices.cpp
  http::Response list_devices() const;
  http::Response get_device(std::string_view name) const;
  http::Response get_notifications(const wire::Hop& hop, std::string_view name) const;

  // installation.cpp: what a phone and its app say to the services. Each looks the device up again after it
  // waited; a device that has gone in the meantime is left alone.
  sim::Task<Result<std::vector<Token>>> get_tokens(wire::TraceId trace, Device device,
                                                   std::vector<Token> given);
  sim::Task<Result<std::vector<Token>>> renew_tokens(wire::TraceId trace, Device before, Device next,
                                                     std::vector<Token> wanted);
  sim::Task<void> give_back(wire::TraceId trace, wire::Party push_service, std::vector<Token> tokens);
  // What its push service has to know of a phone.
  struct Connection {
    bool online = false;
    bool dozes = false;
    std::optional<std::size_t> high_priority_per_day = {};
    friend bool operator==(const Connection&, const Connection&) = default;
  };
  static Connection connection_of(const Device& device);
  sim::Task<void> tell_connection(wire::TraceId trace, std::string name);
  // Fails with what Communication Services found wrong in the request; where it failed itself, the device is
  // left unregistered.
  sim::Task<Result<void>> update_registration(wire::TraceId trace, std::string name);
  sim::Task<void> tell_channel(wire::TraceId trace, std::string name);
  // Asks Communication Services what became of the call on that phone: what is to be seen of it when it rings
  // no more, else nothing.
  sim::Task<std::optional<Screen>> ask_what_is_left(wire::TraceId trace, std::string name, std::string call);
  void write_directory(const Device& device);
  std::string fcm_project_for(std::string_view app) const;

  // take_push.cpp, take_realtime.cpp
  sim::Task<wire::Answer> take_push(const wire::Hop& hop);
  sim::Task<wire::Answer> take_realtime(const wire::Hop& hop);
  // The app of an iPhone did not report the call of a VoIP push.
  void end_app(wire::TraceId trace, Device& device);
  // Writes the record down, shows it and settles its notification. `alert`: it is for the lock screen;
  // `ended`: the service says that the call it announces rings no more.
  wire::Answer keep(const wire::Hop& hop, Device& device, Record record, bool alert,
                    std::optional<Screen> left);

  // phone_calls.cpp: what the user does with a call, as Communication Services passes it on.
  wire::Answer act_on_call(const wire::Hop& hop);
  void start_ringing(const Device& device, const PhoneCall& call);

  // doze.cpp: maintenance windows on the clock, from the moment at which Doze begins.
  void follow_doze(const Device& device);
  void turn_doze(const std::string& name);

  Device* find(std::string_view name);
  const Device* find(std::string_view name) const;

  wire::Wire& wire_;
  resources::Directory& directory_;
  const resources::Store& store_;
  Options options_;
  std::map<std::string, Device, std::less<>> devices_;
  // Of phones in Doze.
  struct DozeCycle {
    sim::Duration idle{};
    sim::Duration window{};
    sim::Timer timer = {};
  };
  std::map<std::string, DozeCycle, std::less<>> doze_cycles_;
  // By device and call: when a phone stops ringing by itself.
  std::map<std::pair<std::string, std::string>, sim::Timer> ring_timers_;
};

}  // namespace droppoint::fakes::devices
