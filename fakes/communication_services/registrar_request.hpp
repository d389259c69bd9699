#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <nlohmann/json_fwd.hpp>

#include "emulator/result.hpp"
#include "emulator/sim/time.hpp"
#include "fakes/communication_services/registrations.hpp"

namespace droppoint::fakes::communication_services {

// The code of a registration that cannot be read.
inline constexpr char kInvalidRegistration[] = "InvalidRegistration";

// Bounds of a registration's time to live: those of calling are documented, of chat only the 45 minutes that
// its SDKs ask for (the upper bound is inferred).
inline constexpr std::int64_t kCallsTtlSecondsMin = 300;
inline constexpr std::int64_t kCallsTtlSecondsDefault = 24 * 60 * 60;
inline constexpr std::int64_t kChatTtlSecondsMin = 1;
inline constexpr std::int64_t kChatTtlSecondsDefault = 45 * 60;
inline constexpr std::int64_t kTtlSecondsMax = 180 * 24 * 60 * 60;

// The keys, in base64, that iOS registers without a place to keep its own: such pushes are not meant to be
// decrypted.
inline constexpr std::string_view kDummyAesKey = "0000000000000000B00000000000000000000000AES=";
inline constexpr std::string_view kDummyAuthKey = "0000000000000000B0000000000000000000000AUTH=";

// The 32 bytes of a key in base64, or nothing. The bits that the last character has too many are ignored, as
// iOS ignores them: those of its own dummy keys are not zero.
std::optional<std::string> decode_key(std::string_view text);

// Reads what the chat SDKs of iOS and Android send to the registrar; user and device are for the caller to
// fill in. Fails with kInvalidRegistration, or "NotEmulated" for the real-time channel alone.
Result<Registration> read_registrar_request(const nlohmann::json& body, sim::Time now);

}  // namespace droppoint::fakes::communication_services
