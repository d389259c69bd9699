#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "emulator/http/uri.hpp"
#include "emulator/sim/random.hpp"
#include "emulator/sim/time.hpp"
#include "fakes/auth/digest.hpp"

namespace droppoint::fakes::notification_hubs {

// The one account of Azure Storage that the service writes to. Its name is ours.
inline constexpr std::string_view kStorageAccount = "droppointfeedback";
inline constexpr std::string_view kStorageHost = "droppointfeedback.blob.core.windows.net";

struct StorageGrant {
  // "c": a container and its blobs, "b": one blob.
  std::string resource;
  // Letters of "rl": read, list.
  std::string permissions;
  // ISO 8601, to the second.
  std::string expiry;
};

// The shared access signatures of that account (service SAS, version 2018-11-09).
// https://learn.microsoft.com/rest/api/storageservices/create-service-sas
class StorageSignature {
 public:
  explicit StorageSignature(sim::Random random) : key_(random.bytes(32)) {}

  // "sv=…&sr=…&sig=…&se=…&sp=…" for a path below the account: "/container" or "/container/blob".
  std::string query(const StorageGrant& grant, std::string_view path) const;

  // The grant of a request, if its signature is for that container (or that blob in it) and has not expired.
  std::optional<StorageGrant> check(const http::Target& target, std::string_view container,
                                    std::string_view blob, sim::Time now) const;

 private:
  std::string sign(const StorageGrant& grant, std::string_view path) const;
  auth::HmacKey key_;
};

}  // namespace droppoint::fakes::notification_hubs
