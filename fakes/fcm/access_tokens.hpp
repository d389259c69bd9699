#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

#include "emulator/result.hpp"
#include "emulator/sim/random.hpp"
#include "emulator/sim/time.hpp"
#include "fakes/fcm/google_error.hpp"
#include "fakes/fcm/projects.hpp"

namespace droppoint::fakes::fcm {

inline constexpr std::int64_t kAccessTokenSeconds = 3599;
// An assertion lives for at most an hour
// (https://developers.google.com/identity/protocols/oauth2/service-account).
inline constexpr std::int64_t kAssertionSecondsMax = 3600;
// How far the sender's clock may be off. Google publishes no figure.
inline constexpr std::int64_t kSkewSeconds = 300;

// Google's OAuth half: changes signed assertions of service accounts into access tokens, and knows these
// again.
class AccessTokens {
 public:
  // `projects` outlives it.
  AccessTokens(const Projects& projects, sim::Random random) : projects_(projects), random_(random) {}

  struct Assertion {
    std::string_view jwt;
    // Of the host that was asked: an `aud` that names it is taken too, for clients with a `token_uri` of
    // their own.
    std::string_view authority;
    // The path that was asked.
    std::string_view path;
    sim::Time sender_time;
    sim::Time now;
  };
  // The access token. The error's code is OAuth's `error` ("invalid_grant", "invalid_scope",
  // "unauthorized_client"), its message the description.
  Result<std::string> issue(const Assertion& assertion);

  // `authorization` is the header's value, if there was one; a null project is one that does not exist. 401
  // for none, an unknown or an expired token, and one of an account that is no more; 403 for one of another
  // project or without a scope for messaging, and for a project whose API is disabled.
  std::optional<Refusal> check(std::optional<std::string_view> authorization, const Project* project,
                               std::string_view project_as_asked, sim::Time now) const;
  // The project whose access token this is, for interfaces whose paths name none; null where check() would
  // find something wrong.
  const Project* project_of(std::optional<std::string_view> authorization, sim::Time now) const;

 private:
  struct Issued {
    // Empty for a project's own token without an account.
    std::string account;
    const Project* project = nullptr;
    sim::Time expires_at{};
    bool for_messaging = false;
  };
  struct Refused {
    std::string_view reason;
  };
  tl::expected<Issued, Refused> find(std::optional<std::string_view> authorization, sim::Time now) const;

  const Projects& projects_;
  sim::Random random_;
  std::map<std::string, Issued, std::less<>> issued_;
};

}  // namespace droppoint::fakes::fcm
