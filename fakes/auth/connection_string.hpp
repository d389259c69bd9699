#pragma once

#include <string>
#include <string_view>

#include "emulator/result.hpp"

namespace droppoint::auth {

// Both parsers fail with the code "InvalidConnectionString" and a message that names the part that is
// missing, doubled or wrong. They never repeat a key.

// `Endpoint=sb://…/;SharedAccessKeyName=…;SharedAccessKey=…[;EntityPath=…]`: names in any case and order;
// other parts are left alone, as the clients do.
struct HubConnectionString {
  std::string endpoint;   // as written
  std::string scheme;     // lower case: sb, https or http
  std::string host;       // lower case, without port and brackets
  std::string authority;  // lower case, with the port if there was one
  std::string policy;
  std::string key;          // a text; it signs as such
  std::string entity_path;  // empty if there is none
};
Result<HubConnectionString> parse_hub_connection_string(std::string_view text);

// `endpoint=https://…/;accesskey=…`: names in any case and order. The published clients take this order only.
struct AcsConnectionString {
  std::string endpoint;    // as written
  std::string host;        // lower case, without port and brackets
  std::string authority;   // lower case, with the port if there was one
  std::string access_key;  // base64, as written
  std::string key_bytes;   // decoded: what signs
};
Result<AcsConnectionString> parse_acs_connection_string(std::string_view text);

// `endpoint` is written with its scheme and closing slash: "sb://droppoint-ns.servicebus.windows.net/".
std::string make_hub_connection_string(std::string_view endpoint, std::string_view policy,
                                       std::string_view key, std::string_view entity_path = {});
std::string make_acs_connection_string(std::string_view endpoint, std::string_view access_key);

}  // namespace droppoint::auth
