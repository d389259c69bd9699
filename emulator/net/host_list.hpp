#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace droppoint::net {

// "example.com:443" and "[::1]:443" without the port, the brackets and a final dot, in lower case.
std::string host_of(std::string_view authority);

// An IP address of 127.0.0.0/8, "::1" or "localhost".
bool is_loopback(std::string_view host);

// The host names for which this emulator stands in: "management.azure.com" (one name) or
// "*.communication.azure.com" (every name below it), and IP addresses. Loopback is always among them.
class HostList {
 public:
  HostList() = default;
  explicit HostList(const std::vector<std::string>& patterns);

  // `authority` may have a port.
  bool covers(std::string_view authority) const;

  // Names without pattern; domains of "*." patterns without the "*."; IP addresses as text.
  const std::vector<std::string>& names() const { return names_; }
  const std::vector<std::string>& domains() const { return domains_; }
  const std::vector<std::string>& addresses() const { return addresses_; }

 private:
  std::vector<std::string> names_;
  std::vector<std::string> domains_;
  std::vector<std::string> addresses_;
};

}  // namespace droppoint::net
