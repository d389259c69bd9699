#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "fakes/fcm/google_error.hpp"
#include "fakes/fcm/options.hpp"

namespace droppoint::fakes::fcm {

// Counts messages against quotas. A quota is whole again when its period is over, and the period begins with
// the first message that counts, since Google says that its minutes are not those of the clock
// (https://firebase.google.com/docs/cloud-messaging/throttling-and-quotas).
class QuotaWindows {
 public:
  explicit QuotaWindows(Quotas quotas) : quotas_(quotas) {}

  // Spends one message of the project to a device (or none, if that is empty) and a topic (likewise), unless
  // one of the quotas is used up; then nothing is spent, and the refusal says when to come back.
  std::optional<Refusal> spend(const Project& project, std::string_view token, std::string_view topic,
                               sim::Time now);
  // As the above for the legacy protocol, which knows no quota of projects. The per-message error, or
  // nothing.
  std::string_view spend_legacy(std::string_view token, std::string_view topic, sim::Time now);
  // A message that was refused with 400 to 499 counts, too.
  void count_refused(const Project& project, sim::Time now);
  // False: too many in this second.
  bool spend_subscription(const Project& project, sim::Time now);

 private:
  struct Window {
    sim::Time start{};
    std::uint64_t spent = 0;
  };
  // The end of the period, if the quota of that name is used up.
  std::optional<sim::Time> used_up(const std::string& name, const std::optional<std::uint64_t>& limit,
                                   sim::Duration period, sim::Time now) const;
  void count(const std::string& name, const std::optional<std::uint64_t>& limit, sim::Duration period,
             sim::Time now);
  std::optional<sim::Time> device_used_up(std::string_view token, sim::Time now) const;
  std::optional<sim::Time> topic_used_up(std::string_view topic, sim::Time now) const;
  void count_target(std::string_view token, std::string_view topic, sim::Time now);

  Quotas quotas_;
  std::map<std::string, Window> windows_;
};

}  // namespace droppoint::fakes::fcm
