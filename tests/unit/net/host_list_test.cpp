#include "emulator/net/host_list.hpp"

#include <catch2/catch.hpp>

namespace droppoint::net {
namespace {

TEST_CASE("the host of an authority") {
  CHECK(host_of("Example.COM:443") == "example.com");
  CHECK(host_of("example.com.") == "example.com");
  CHECK(host_of("[::1]:443") == "::1");
  CHECK(host_of("::1") == "::1");
  CHECK(host_of("[::1") == "::1");
  CHECK(host_of("") == "");
}

TEST_CASE("loopback is all of 127/8, ::1 and localhost") {
  CHECK(is_loopback("127.0.0.1"));
  CHECK(is_loopback("127.255.0.9"));
  CHECK(is_loopback("::1"));
  CHECK(is_loopback("localhost"));
  CHECK_FALSE(is_loopback("128.0.0.1"));
  CHECK_FALSE(is_loopback("0.0.0.0"));
  CHECK_FALSE(is_loopback("::2"));
  CHECK_FALSE(is_loopback("127.0.0.1.example.com"));
  CHECK_FALSE(is_loopback("localhost.example.com"));
  CHECK_FALSE(is_loopback(""));
}

TEST_CASE("names are covered alone, domains with all below them but not themselves") {
  const HostList hosts({"Management.azure.com", "*.Servicebus.windows.net", "10.0.2.2"});
  CHECK(hosts.covers("management.azure.com:443"));
  CHECK(hosts.covers("a.b.servicebus.windows.net"));
  CHECK(hosts.covers("10.0.2.2:10600"));
  CHECK(hosts.covers("localhost:1"));
  CHECK(hosts.covers("[::1]"));
  CHECK_FALSE(hosts.covers("x.management.azure.com"));
  CHECK_FALSE(hosts.covers("servicebus.windows.net"));
  CHECK_FALSE(hosts.covers(".servicebus.windows.net"));
  CHECK_FALSE(hosts.covers("servicebus.windows.net.example.com"));
  CHECK_FALSE(hosts.covers("xservicebus.windows.net"));
  CHECK_FALSE(hosts.covers("10.0.2.3"));
  CHECK_FALSE(hosts.covers(""));
}

}  // namespace
}  // namespace droppoint::net
