#pragma once

#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "emulator/http/message.hpp"
#include "emulator/result.hpp"
#include "fakes/communication_services/data_plane.hpp"

// What the bodies of chat calls have in common. All fail with "BadRequest" unless they say otherwise.

namespace droppoint::fakes::communication_services::chat {

// Limits that Microsoft documents for chat.
inline constexpr std::size_t kMessageBytesMax = std::size_t{28} * 1024;
inline constexpr std::size_t kMetadataBytesMax = 1024;
inline constexpr std::size_t kParticipantsMax = 250;
inline constexpr std::size_t kParticipantsPerCallMax = 200;

// The text of that name; nothing if it is absent or null.
Result<std::optional<std::string>> read_text(const nlohmann::json& body, std::string_view name);

// `metadata` of a new thing: texts by name, empty if absent.
Result<Metadata> read_metadata(const nlohmann::json& body);
// `metadata` of a merge-patch: what it names changes, what it writes null goes, the rest stays.
Result<void> patch_metadata(const nlohmann::json& body, Metadata& metadata);
Result<void> check_metadata_size(const Metadata& metadata);
nlohmann::ordered_json metadata_json(const Metadata& metadata);

// `retentionPolicy`: after how many days a thread goes. Nothing in the outer optional if it is absent,
// nothing in the inner one for {"kind":"none"}.
Result<std::optional<std::optional<int>>> read_retention(const nlohmann::json& body);

// 415 for a PATCH whose body is not called a merge patch.
std::optional<http::Response> refuse_unless_merge_patch(const http::Request& request);

// Who a call names in `participants`, and who of them cannot be in a thread, as `invalidParticipants` says
// it.
struct InvalidParticipant {
  std::string target;
  std::string code;
  std::string message;
};
struct NamedParticipants {
  std::vector<Participant> valid;
  std::vector<InvalidParticipant> invalid;
};
Result<NamedParticipants> read_participants(const DataPlane& plane, const nlohmann::json& body,
                                            const std::string& resource_id);
// An array; empty if none is invalid.
nlohmann::ordered_json invalid_participants_json(const std::vector<InvalidParticipant>& invalid);

}  // namespace droppoint::fakes::communication_services::chat
