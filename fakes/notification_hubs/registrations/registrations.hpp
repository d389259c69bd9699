#pragma once

#include <cstddef>
#include <deque>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/sim/random.hpp"
#include "fakes/notification_hubs/registrations/installation.hpp"
#include "fakes/notification_hubs/tags/tag_expression.hpp"
#include "fakes/resources/store.hpp"

namespace droppoint::fakes::notification_hubs {

// The registrations and installations of one hub. An installation is also its registrations: what finds or
// removes registrations finds and removes those too.
//
// Each look-up takes the time, since what has expired is gone. Lists are in the order of first writing.
class Registrations final : public resources::HubData {
 public:
  using List = std::vector<RegistrationPointer>;

  // --- finding
  RegistrationPointer find(std::string_view id, sim::Time now);
  List all(sim::Time now);
  List matching(const TagExpression& expression, sim::Time now);
  List with_tag(std::string_view tag, sim::Time now);
  // Of any platform. Apple's tokens are found in any case.
  List of_handle(std::string_view handle, sim::Time now);
  // Whether a registration of that id was deleted, expired, or was removed with its handle. A client must ask
  // for a new id then.
  bool is_gone(std::string_view id, sim::Time now);

  // Installations, and registrations that are of none.
  std::size_t device_count(sim::Time now);

  // --- writing
  // New, or in place of the one with its id. What is stored, with etag and place.
  RegistrationPointer write(Registration registration, sim::Time now);
  bool remove(std::string_view id);
  // After a push service said that the device is gone: its registrations go, and an installation is marked
  // (`pushChannelExpired`) and sent nothing more until its channel is written anew. How many registrations
  // went.
  std::size_t remove_handle(std::string_view handle);

  // --- installations
  // Null if there is none; valid until something is written.
  const Installation* find_installation(std::string_view id, sim::Time now);
  // `ids` gives ids to registrations that the installation did not have before.
  void write_installation(Installation installation, sim::Random& ids, sim::Time now);
  bool remove_installation(std::string_view id);

 private:
  // How many ids of former registrations are remembered; the oldest are forgotten first.
  static constexpr std::size_t kGoneMax = 100'000;

  void expire(sim::Time now);
  void erase(std::uint64_t sequence, bool remember);
  std::vector<std::uint64_t> sequences_of_installation(std::string_view id) const;
  void mark_channel_expired(const std::string& installation_id, std::string_view handle);

  std::map<std::uint64_t, RegistrationPointer> rows_;
  std::map<std::string, std::uint64_t, std::less<>> by_id_;
  // Keys as of_handle() compares them.
  std::map<std::string, std::set<std::uint64_t>, std::less<>> by_handle_;
  std::map<std::string, std::set<std::uint64_t>, std::less<>> by_installation_;
  std::set<std::pair<sim::Time, std::uint64_t>> expiries_;
  std::map<std::string, Installation, std::less<>> installations_;
  std::set<std::string, std::less<>> gone_;
  std::deque<std::string> gone_in_order_;
  std::uint64_t last_sequence_ = 0;
};

// Those of a hub; made when first asked for, and gone with the hub.
Registrations& registrations_of(resources::Hub& hub);
// In all hubs of a namespace, which is what its tier limits.
std::size_t device_count_of(resources::Namespace& name_space, sim::Time now);

// "849523884231660601-248604613279522266-3", as recorded answers have them.
std::string draw_registration_id(sim::Random& ids);

}  // namespace droppoint::fakes::notification_hubs
