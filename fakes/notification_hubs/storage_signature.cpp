#include "fakes/notification_hubs/storage_signature.hpp"

#include <fmt/format.h>

#include "fakes/auth/base64.hpp"

namespace droppoint::fakes::notification_hubs {
namespace {

constexpr std::string_view kVersion = "2018-11-09";

std::string value_of(const http::Target& target, std::string_view name) {
  return std::string(target.query_exact(name).value_or(""));
}

}  // namespace

std::string StorageSignature::sign(const StorageGrant& grant, std::string_view path) const {
  // In order: permissions, start, expiry, resource, identifier, address, protocol, version, kind of resource,
  // snapshot, and five headers of the answer.
  const std::string text = fmt::format("{}\n\n{}\n/blob/{}{}\n\n\n\n{}\n{}\n\n\n\n\n\n", grant.permissions,
                                       grant.expiry, kStorageAccount, path, kVersion, grant.resource);
  return auth::base64_encode(key_.sign(text));
}

std::string StorageSignature::query(const StorageGrant& grant, std::string_view path) const {
  return fmt::format("sv={}&sr={}&sig={}&se={}&sp={}", kVersion, grant.resource,
                     http::percent_encode(sign(grant, path)), http::percent_encode(grant.expiry),
                     grant.permissions);
}

std::optional<StorageGrant> StorageSignature::check(const http::Target& target, std::string_view container,
                                                    std::string_view blob, sim::Time now) const {
  StorageGrant grant{.resource = value_of(target, "sr"),
                     .permissions = value_of(target, "sp"),
                     .expiry = value_of(target, "se")};
  if (value_of(target, "sv") != kVersion) return std::nullopt;
  std::string path = '/' + std::string(container);
  if (grant.resource == "b") path += '/' + std::string(blob);
  if (!auth::constant_time_equal(sign(grant, path), value_of(target, "sig"))) return std::nullopt;
  const auto expiry = sim::parse_iso8601(grant.expiry);
  if (!expiry || *expiry <= now) return std::nullopt;
  return grant;
}

}  // namespace droppoint::fakes::notification_hubs
