#include "fakes/notification_hubs/formats.hpp"

#include <array>

#include "emulator/http/headers.hpp"

namespace droppoint::fakes::notification_hubs {
namespace {

// https://learn.microsoft.com/rest/api/notificationhubs/direct-send and the clients' lists of platforms.
constexpr std::array<Format, 10> kFormats{{{"apple", Platform::apple},
                                           {"gcm", Platform::gcm},
                                           {"fcmv1", Platform::fcm_v1},
                                           {"windows", Platform::not_emulated, "wnsCredential"},
                                           {"windowsphone", Platform::not_emulated, "mpnsCredential"},
                                           {"adm", Platform::not_emulated, "admCredential"},
                                           {"baidu", Platform::not_emulated, "baiduCredential"},
                                           {"browser", Platform::not_emulated, "browserCredential"},
                                           {"xiaomi", Platform::not_emulated, "xiaomiCredential"},
                                           {"template", Platform::template_only}}};

}  // namespace

const Format* find_format(std::string_view name) {
  for (const Format& format : kFormats) {
    if (http::equal_ignoring_case(format.name, name)) return &format;
  }
  return nullptr;
}

}  // namespace droppoint::fakes::notification_hubs
