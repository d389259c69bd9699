#include "fakes/communication_services/registrar_request.hpp"

#include <charconv>
#include <optional>

#include "fakes/auth/aes.hpp"
#include "fakes/auth/base64.hpp"
#include "fakes/communication_services/json_members.hpp"

namespace droppoint::fakes::communication_services {
namespace {

// iOS sends a number, Android a text.
std::optional<std::int64_t> seconds_in(const nlohmann::json& value) {
  if (value.is_number_unsigned() || value.is_number_integer()) return value.get<std::int64_t>();
  if (!value.is_string()) return std::nullopt;
  const auto& text = value.get_ref<const std::string&>();
  std::int64_t seconds = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return seconds;
}

// "AcsIos.AcsNotify_Chat_3.0". How calling's template is named is not public: anything with "Call" in it
// counts (inferred).
Result<Purpose> read_purpose(const nlohmann::json& description) {
  const auto key = text_member(description, "templateKey");
  if (!key) return fail(kInvalidRegistration, "clientDescription.templateKey is missing or no text.");
  if (key->find("Chat") != std::string::npos) return Purpose::chat;
  if (key->find("Call") != std::string::npos) return Purpose::calls;
  return fail(kInvalidRegistration, "The template " + *key + " is unknown.");
}

Result<std::string> read_key(const nlohmann::json& description, std::string_view member,
                             std::string_view dummy) {
  std::string text = text_member(description, member).value_or("");
  if (text.empty()) text = dummy;
  auto key = decode_key(text);
  if (!key) {
    return fail(kInvalidRegistration,
                "clientDescription." + std::string(member) + " is not base64 of 32 bytes.");
  }
  return std::move(*key);
}

struct Transport {
  Platform platform;
  const nlohmann::json* entry;
};

Result<Transport> read_transport(const nlohmann::json& body) {
  const auto transports = body.find("transports");
  if (transports == body.end() || !transports->is_object()) {
    return fail(kInvalidRegistration, "transports is missing or no object.");
  }
  for (const auto& [name, platform] : {std::pair{"APNS", Platform::ios}, {"FCM", Platform::android}}) {
    const auto entries = transports->find(name);
    if (entries == transports->end()) continue;
    if (!entries->is_array() || entries->empty() || !entries->front().is_object()) {
      return fail(kInvalidRegistration, std::string("transports.") + name + " is no array of objects.");
    }
    return Transport{platform, &entries->front()};
  }
  if (transports->contains("TROUTER")) return fail("NotEmulated", "The registration of a channel");
  return fail(kInvalidRegistration, "transports holds neither APNS nor FCM.");
}

Result<sim::Time> read_expiry(const nlohmann::json& entry, Purpose purpose, sim::Time now) {
  const bool calls = purpose == Purpose::calls;
  const std::int64_t least = calls ? kCallsTtlSecondsMin : kChatTtlSecondsMin;
  std::optional<std::int64_t> seconds = calls ? kCallsTtlSecondsDefault : kChatTtlSecondsDefault;
  if (const auto ttl = entry.find("ttl"); ttl != entry.end()) seconds = seconds_in(*ttl);
  if (!seconds || *seconds < least || *seconds > kTtlSecondsMax) {
    return fail(kInvalidRegistration, "ttl is no number of seconds from " + std::to_string(least) + " to " +
                                          std::to_string(kTtlSecondsMax) + ".");
  }
  return now + std::chrono::seconds(*seconds);
}

}  // namespace

std::optional<std::string> decode_key(std::string_view text) {
  constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  constexpr std::size_t kKeyTextBytes = 44;
  if (text.size() != kKeyTextBytes) return std::nullopt;
  std::string canonical(text);
  char& last = canonical[kKeyTextBytes - 2];
  const std::size_t value = kAlphabet.find(last);
  if (value == std::string_view::npos) return std::nullopt;
  last = kAlphabet[value & ~std::size_t{3}];
  auto key = auth::base64_decode(canonical);
  if (!key || key->size() != auth::kAes256KeyBytes) return std::nullopt;
  return key;
}

Result<Registration> read_registrar_request(const nlohmann::json& body, sim::Time now) {
  Registration registration;
  registration.id = text_member(body, "registrationId").value_or("");
  if (registration.id.empty()) return fail(kInvalidRegistration, "registrationId is missing or no text.");
  const auto description = body.find("clientDescription");
  if (description == body.end() || !description->is_object()) {
    return fail(kInvalidRegistration, "clientDescription is missing or no object.");
  }
  const auto transport = read_transport(body);
  if (!transport) return tl::unexpected(transport.error());
  registration.platform = transport->platform;
  registration.token = text_member(*transport->entry, "path").value_or("");
  if (registration.token.empty()) return fail(kInvalidRegistration, "path is missing or no text.");

  const auto purpose = read_purpose(*description);
  if (!purpose) return tl::unexpected(purpose.error());
  registration.purpose = *purpose;
  const auto expiry = read_expiry(*transport->entry, *purpose, now);
  if (!expiry) return tl::unexpected(expiry.error());
  registration.expires_at = *expiry;
  auto aes_key = read_key(*description, "aesKey", kDummyAesKey);
  if (!aes_key) return tl::unexpected(aes_key.error());
  auto auth_key = read_key(*description, "authKey", kDummyAuthKey);
  if (!auth_key) return tl::unexpected(auth_key.error());
  registration.aes_key = std::move(*aes_key);
  registration.auth_key = std::move(*auth_key);
  return registration;
}

}  // namespace droppoint::fakes::communication_services
