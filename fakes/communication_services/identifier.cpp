#include "fakes/communication_services/identifier.hpp"

#include "fakes/communication_services/json_members.hpp"

namespace droppoint::fakes::communication_services {
namespace {

constexpr char kInvalidIdentifier[] = "BadRequest";

// Where the identity of each kind stands, and what makes it a raw id in the public cloud.
struct IdentifierKind {
  std::string_view member;
  std::string_view id;
  std::string_view prefix;
};
constexpr IdentifierKind kIdentifierKinds[] = {
    {"communicationUser", "id", ""},
    {"phoneNumber", "value", "4:"},
    {"microsoftTeamsUser", "userId", "8:orgid:"},
    {"microsoftTeamsApp", "appId", "28:orgid:"},
};

}  // namespace

Result<std::string> read_identifier(const nlohmann::json& value) {
  if (!value.is_object()) return fail(kInvalidIdentifier, "A communication identifier is no object.");
  std::string raw = text_member(value, "rawId").value_or("");
  for (const IdentifierKind& kind : kIdentifierKinds) {
    const auto member = value.find(kind.member);
    if (member == value.end() || member->is_null()) continue;
    const auto id = member->is_object() ? text_member(*member, kind.id) : std::nullopt;
    if (!id || id->empty()) {
      return fail(kInvalidIdentifier,
                  std::string(kind.member) + " has no " + std::string(kind.id) + " that is a text.");
    }
    if (raw.empty()) raw = std::string(kind.prefix) + *id;
    if (kind.prefix.empty() && raw != *id) {
      return fail(kInvalidIdentifier, "rawId and " + std::string(kind.member) + " are not the same user.");
    }
    return raw;
  }
  if (raw.empty()) return fail(kInvalidIdentifier, "A communication identifier names nobody.");
  return raw;
}

nlohmann::ordered_json identifier_json(const std::string& user) {
  return {{"kind", "communicationUser"}, {"rawId", user}, {"communicationUser", {{"id", user}}}};
}

}  // namespace droppoint::fakes::communication_services
