#include "fakes/communication_services/chat/fields.hpp"

#include "emulator/http/content_type.hpp"
#include "fakes/communication_services/identifier.hpp"
#include "fakes/communication_services/json_members.hpp"
#include "fakes/communication_services/responses.hpp"

namespace droppoint::fakes::communication_services::chat {
namespace {

constexpr char kBadField[] = "BadRequest";
// What a retention policy may ask for, in days.
constexpr std::int64_t kRetentionDaysMin = 30;
constexpr std::int64_t kRetentionDaysMax = 90;

Result<Participant> read_participant(const nlohmann::json& value) {
  if (!value.is_object()) return fail(kBadField, "participants holds something that is no object.");
  const auto identifier = value.find("communicationIdentifier");
  if (identifier == value.end()) return fail(kBadField, "A participant has no communicationIdentifier.");
  auto user = read_identifier(*identifier);
  if (!user) return tl::unexpected(user.error());
  Participant participant{.user = std::move(*user)};
  const auto name = read_text(value, "displayName");
  if (!name) return tl::unexpected(name.error());
  participant.display_name = name->value_or("");
  const auto shared = read_text(value, "shareHistoryTime");
  if (!shared) return tl::unexpected(shared.error());
  if (*shared) {
    const auto time = sim::parse_iso8601(**shared);
    if (!time) return fail(kBadField, "shareHistoryTime is no time: " + **shared + ".");
    participant.share_history_time = *time;
  }
  auto metadata = read_metadata(value);
  if (!metadata) return tl::unexpected(metadata.error());
  participant.metadata = std::move(*metadata);
  return participant;
}

// Users of other resources, of Teams and of telephones cannot be added to a thread of this resource.
std::optional<InvalidParticipant> find_fault(const DataPlane& plane, const std::string& user,
                                             const std::string& resource_id) {
  if (!user.starts_with("8:acs:" + resource_id + '_')) {
    return InvalidParticipant{user, "403", "Permissions check failed"};
  }
  if (plane.identities.find(user) == nullptr) return InvalidParticipant{user, "404", "Not found"};
  return std::nullopt;
}

}  // namespace

Result<std::optional<std::string>> read_text(const nlohmann::json& body, std::string_view name) {
  if (is_other_than(body, name, nlohmann::json::value_t::string)) {
    return fail(kBadField, std::string(name) + " is no text.");
  }
  return text_member(body, name);
}

Result<void> check_metadata_size(const Metadata& metadata) {
  std::size_t bytes = 0;
  for (const auto& [name, value] : metadata) bytes += name.size() + value.size();
  if (bytes <= kMetadataBytesMax) return {};
  return fail(kBadField, "metadata is larger than " + std::to_string(kMetadataBytesMax) + " bytes.");
}

Result<void> patch_metadata(const nlohmann::json& body, Metadata& metadata) {
  const auto given = body.find("metadata");
  if (given == body.end() || given->is_null()) return {};
  if (!given->is_object()) return fail(kBadField, "metadata is no object.");
  for (const auto& [name, value] : given->items()) {
    if (value.is_null()) {
      metadata.erase(name);
    } else if (value.is_string()) {
      metadata.insert_or_assign(name, value.get<std::string>());
    } else {
      return fail(kBadField, "metadata." + name + " is no text.");
    }
  }
  return {};
}

Result<Metadata> read_metadata(const nlohmann::json& body) {
  Metadata metadata;
  const auto read = patch_metadata(body, metadata);
  if (!read) return tl::unexpected(read.error());
  const auto size = check_metadata_size(metadata);
  if (!size) return tl::unexpected(size.error());
  return metadata;
}

nlohmann::ordered_json metadata_json(const Metadata& metadata) {
  nlohmann::ordered_json json = nlohmann::ordered_json::object();
  for (const auto& [name, value] : metadata) json[name] = value;
  return json;
}

Result<std::optional<std::optional<int>>> read_retention(const nlohmann::json& body) {
  using Retention = std::optional<std::optional<int>>;
  const auto policy = body.find("retentionPolicy");
  if (policy == body.end() || policy->is_null()) return Retention();
  if (!policy->is_object()) return fail(kBadField, "retentionPolicy is no object.");
  const auto kind = text_member(*policy, "kind");
  if (kind == "none") return Retention(std::optional<int>());
  if (kind != "threadCreationDate") {
    return fail(kBadField, "retentionPolicy.kind is neither \"threadCreationDate\" nor \"none\".");
  }
  const auto days = policy->find("deleteThreadAfterDays");
  const bool whole = days != policy->end() && days->is_number_integer();
  const std::int64_t count = whole ? days->get<std::int64_t>() : 0;
  if (count < kRetentionDaysMin || count > kRetentionDaysMax) {
    return fail(kBadField, "retentionPolicy.deleteThreadAfterDays is no whole number from 30 to 90.");
  }
  return Retention(std::optional<int>(static_cast<int>(count)));
}

std::optional<http::Response> refuse_unless_merge_patch(const http::Request& request) {
  constexpr std::string_view kMergePatch = "application/merge-patch+json";
  const auto type = http::MediaType::parse(request.headers.get("Content-Type").value_or(""));
  if (type && type->is(kMergePatch)) return std::nullopt;
  return service_error(415, "UnsupportedMediaType",
                       "The body of a PATCH is " + std::string(kMergePatch) + ".");
}

Result<NamedParticipants> read_participants(const DataPlane& plane, const nlohmann::json& body,
                                            const std::string& resource_id) {
  NamedParticipants named;
  const auto given = body.find("participants");
  if (given == body.end() || given->is_null()) return named;
  if (!given->is_array()) return fail(kBadField, "participants is no array.");
  if (given->size() > kParticipantsPerCallMax) {
    return fail(kBadField, "participants holds more than " + std::to_string(kParticipantsPerCallMax) + ".");
  }
  for (const nlohmann::json& value : *given) {
    auto participant = read_participant(value);
    if (!participant) return tl::unexpected(participant.error());
    if (auto fault = find_fault(plane, participant->user, resource_id)) {
      named.invalid.push_back(std::move(*fault));
    } else {
      named.valid.push_back(std::move(*participant));
    }
  }
  return named;
}

nlohmann::ordered_json invalid_participants_json(const std::vector<InvalidParticipant>& invalid) {
  nlohmann::ordered_json json = nlohmann::ordered_json::array();
  for (const InvalidParticipant& one : invalid) {
    json.push_back({{"target", one.target}, {"code", one.code}, {"message", one.message}});
  }
  return json;
}

}  // namespace droppoint::fakes::communication_services::chat
