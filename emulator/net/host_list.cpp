#include "emulator/net/host_list.hpp"

#include <algorithm>

#include <arpa/inet.h>
#include <netinet/in.h>

#include "emulator/http/headers.hpp"

namespace droppoint::net {
namespace {

bool is_address(const std::string& host) {
  in_addr four{};
  in6_addr six{};
  return inet_pton(AF_INET, host.c_str(), &four) == 1 || inet_pton(AF_INET6, host.c_str(), &six) == 1;
}

bool contains(const std::vector<std::string>& sorted, const std::string& text) {
  return std::binary_search(sorted.begin(), sorted.end(), text);
}

void sort_unique(std::vector<std::string>& texts) {
  std::sort(texts.begin(), texts.end());
  texts.erase(std::unique(texts.begin(), texts.end()), texts.end());
}

}  // namespace

std::string host_of(std::string_view authority) {
  if (authority.substr(0, 1) == "[") {
    const auto end = authority.find(']');
    return http::to_lower(authority.substr(1, end == std::string_view::npos ? end : end - 1));
  }
  // More than one colon: a bare IPv6 address, which has no port.
  const auto colon = authority.find(':');
  if (colon != std::string_view::npos && authority.find(':', colon + 1) == std::string_view::npos) {
    authority = authority.substr(0, colon);
  }
  if (!authority.empty() && authority.back() == '.') authority.remove_suffix(1);
  return http::to_lower(authority);
}

bool is_loopback(std::string_view host) {
  const std::string text(host);
  if (text == "localhost") return true;
  in_addr four{};
  if (inet_pton(AF_INET, text.c_str(), &four) == 1) return (ntohl(four.s_addr) >> 24) == 127;
  in6_addr six{};
  return inet_pton(AF_INET6, text.c_str(), &six) == 1 && IN6_IS_ADDR_LOOPBACK(&six);
}

HostList::HostList(const std::vector<std::string>& patterns) {
  for (const std::string& pattern : patterns) {
    if (pattern.rfind("*.", 0) == 0) {
      domains_.push_back(http::to_lower(std::string_view(pattern).substr(2)));
    } else if (pattern.find('/') != std::string::npos) {
      // A URL, not a name: kept as it is, so that the certificate authority can refuse it in its own words.
      names_.push_back(pattern);
    } else if (const std::string host = host_of(pattern); is_address(host)) {
      addresses_.push_back(host);
    } else if (!host.empty()) {
      names_.push_back(host);
    }
  }
  sort_unique(names_);
  sort_unique(domains_);
  sort_unique(addresses_);
}

bool HostList::covers(std::string_view authority) const {
  const std::string host = host_of(authority);
  if (is_loopback(host) || contains(names_, host) || contains(addresses_, host)) return true;
  for (auto dot = host.find('.'); dot != std::string::npos; dot = host.find('.', dot + 1)) {
    if (dot > 0 && contains(domains_, host.substr(dot + 1))) return true;
  }
  return false;
}

}  // namespace droppoint::net
