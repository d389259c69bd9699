#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/sim/time.hpp"

namespace droppoint::fakes::communication_services {

enum class Platform { ios, android };
// What a device registered for: each of the two SDKs registers by itself.
enum class Purpose { calls, chat };

// One entry of the registrar.
struct Registration {
  // Chosen by the client.
  std::string id;
  // The identity's id.
  std::string user;
  Purpose purpose = Purpose::calls;
  Platform platform = Platform::ios;
  std::string token;
  // The emulator's device, empty if no known device has that token.
  std::string device;
  // Chat only: the raw keys that its pushes are encrypted with.
  std::string aes_key = {};
  std::string auth_key = {};
  sim::Time expires_at{};
};

// Who wants pushes, and where. Expiry is a comparison when reading, so an entry that is past it still tells
// "expired" from "never registered".
class Registrations {
 public:
  // Latest wins: a user's older entry of the same purpose with the same id or the same device token goes.
  // Android's client chooses a new id for each renewal, and each entry left behind would be a double push.
  // Another user's entry with that token stays, as with the real service after an account was switched
  // without unregistering.
  void put(Registration registration);

  // Of this user only. False: there was none.
  bool remove(std::string_view user, std::string_view id);
  void remove_device(std::string_view device);
  void remove_user(std::string_view user);

  // Those that hold at `now`, in order of registration.
  std::vector<Registration> live(std::string_view user, Purpose purpose, sim::Time now) const;
  // All, expired ones too: by user, each in order of registration.
  const std::map<std::string, std::vector<Registration>, std::less<>>& all() const { return by_user_; }
  // Whether the user has an entry of that purpose that is past its time to live.
  bool has_expired(std::string_view user, Purpose purpose, sim::Time now) const;

 private:
  // By user, each in order of registration.
  std::map<std::string, std::vector<Registration>, std::less<>> by_user_;
};

}  // namespace droppoint::fakes::communication_services
