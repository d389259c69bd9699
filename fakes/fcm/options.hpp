#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/sim/time.hpp"
#include "fakes/auth/key.hpp"

namespace droppoint::fakes::fcm {

// A key that was deleted gives no new access tokens, those that are out live on; an account that was disabled
// or deleted loses them too.
enum class AccountState : std::uint8_t { active, key_deleted, disabled, deleted };
// "active", "key-deleted", "disabled", "deleted".
std::string_view to_text(AccountState state);
std::optional<AccountState> parse_account_state(std::string_view text);

struct ServiceAccount {
  std::string client_email;
  // The public half of the `private_key` in the account's JSON file.
  auth::RsaPublicKey key;
  AccountState state = AccountState::active;
};

struct Project {
  std::string project_id;
  std::vector<ServiceAccount> service_accounts = {};
  // Decimal digits, also good in place of the id in paths. Empty: made from the id.
  std::string number = {};
  // Of the legacy protocol. One key may be known to several projects; each of them may then be meant.
  std::vector<std::string> server_keys = {};
  // An access token that needs no exchange, for requests written by hand. Empty: none.
  std::string access_token = {};
  bool api_enabled = true;
};

// How the interfaces that Google closed in June 2024 answer: as before; with DeprecatedApi for each message,
// as in their last months; with the 404 of today.
enum class Legacy : std::uint8_t { on, deprecated, off };

struct Limits {
  // Of a message to one device, and of one to a topic or a condition.
  std::size_t payload_bytes = 4096;
  std::size_t topic_payload_bytes = 2048;
};

// Each is off unless it has a figure.
struct Quotas {
  std::optional<std::uint64_t> project_per_minute = {};
  std::optional<std::uint64_t> device_per_minute = {};
  std::optional<std::uint64_t> device_per_hour = {};
  std::optional<std::uint64_t> topic_per_minute = {};
  // Topic subscriptions added or removed, by project.
  std::optional<std::uint64_t> subscriptions_per_second = {};
};

// FCM answers 503 to every message until then.
struct Outage {
  sim::Time until{};
  std::optional<sim::Duration> retry_after = {};
};

struct Options {
  std::vector<Project> projects = {};
  Legacy legacy = Legacy::off;
  Limits limits = {};
  Quotas quotas = {};
  Outage outage = {};
};

}  // namespace droppoint::fakes::fcm
