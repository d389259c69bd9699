#include "fakes/notification_hubs/registrations/platform_kinds.hpp"

#include "emulator/http/headers.hpp"

namespace droppoint::fakes::notification_hubs {
namespace {

// Names of roots and elements: recorded answers in Azure/azure-notificationhubs-dotnet and the serializers of
// the clients for JavaScript and .NET.
constexpr std::array kKinds{
    kApple,
    PlatformKind{"Gcm", "gcm", "gcm", {"GcmRegistrationId"}},
    PlatformKind{"FcmV1", "fcmv1", "fcmv1", {"FcmV1RegistrationId"}},
    PlatformKind{"Windows", "wns", "windows", {"ChannelUri"}, "WnsHeaders", "WnsHeader"},
    PlatformKind{"Mpns", "mpns", "windowsphone", {"ChannelUri"}, "MpnsHeaders", "MpnsHeader"},
    PlatformKind{"Adm", "adm", "adm", {"AdmRegistrationId"}},
    PlatformKind{"Baidu", "baidu", "baidu", {"BaiduUserId", "BaiduChannelId"}},
    PlatformKind{"Browser", "browser", "browser", {"Endpoint", "P256DH", "Auth"}},
    PlatformKind{"Xiaomi", "xiaomi", "xiaomi", {"XiaomiRegistrationId"}},
};

}  // namespace

const PlatformKind* find_kind_by_name(std::string_view name) {
  for (const PlatformKind& kind : kKinds) {
    if (kind.name == name) return &kind;
  }
  return nullptr;
}

const PlatformKind* find_kind_of_installation(std::string_view installation_name) {
  for (const PlatformKind& kind : kKinds) {
    if (http::equal_ignoring_case(kind.installation_name, installation_name)) return &kind;
  }
  return nullptr;
}

}  // namespace droppoint::fakes::notification_hubs
