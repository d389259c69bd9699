#pragma once

#include <cstdint>
#include <string>

#include <nlohmann/json_fwd.hpp>

namespace droppoint::fakes {
class CloudCore;
}

namespace droppoint::app {

// Where a cloud is reached.
struct Endpoint {
  std::string host = "127.0.0.1";
  std::uint16_t port = 0;
  // Paths; empty where there are none.
  std::string ca_certificate = {};
  std::string ca_certificate_pem = {};

  std::string authority() const {
    const bool is_v6 = host.find(':') != std::string::npos;
    return (is_v6 ? '[' + host + ']' : host) + ':' + std::to_string(port);
  }
  std::string https() const { return "https://" + authority() + '/'; }
  std::string http() const { return "http://" + authority() + '/'; }
};

// Everything a client needs to be pointed here: `GET /_droppoint/v1/connection-info`.
nlohmann::ordered_json connection_info(fakes::CloudCore& core, const Endpoint& endpoint);

// A Google service account's file, for GOOGLE_APPLICATION_CREDENTIALS.
nlohmann::ordered_json service_account(const std::string& project, const Endpoint& endpoint);

}  // namespace droppoint::app
