#pragma once

#include <string_view>

namespace droppoint::auth {

// The push certificate of the default cloud, fixed and public like its keys (fixed_keys.hpp): PKCS #12 in
// base64, for the bundle id com.example.droppoint, valid whatever time a cloud's clock shows. It stands for a
// developer's own where a hub is put into certificate mode.
extern const std::string_view kApnsPushCertificate;
extern const std::string_view kApnsPushCertificatePassword;

}  // namespace droppoint::auth
