#include "fakes/routing.hpp"

#include <catch2/catch.hpp>

using namespace droppoint;
using wire::Party;

namespace {

std::optional<Party> to(std::string authority, std::string target) {
  return fakes::route({.method = "POST", .target = std::move(target), .authority = std::move(authority)});
}

}  // namespace

TEST_CASE("the real clouds' host names decide, whatever the path, port and case") {
  CHECK(to("management.azure.com", "/x") == Party::resource_manager);
  CHECK(to("Contoso.ServiceBus.Windows.Net:443", "/chat/messages") == Party::notification_hubs);
  CHECK(to("acs1.communication.azure.com", "/") == Party::communication_services);
  CHECK(to("droppointfeedback.blob.core.windows.net", "/c/01012026?sv=1") == Party::notification_hubs);
  CHECK_FALSE(fakes::party_of_host("somebody.blob.core.windows.net"));
  CHECK(to("api.push.apple.com:443", "/3/device/aa") == Party::apns);
  CHECK(to("oauth2.googleapis.com", "/token") == Party::fcm);
  CHECK(to("login.microsoftonline.com.", "/t/oauth2/token") == Party::entra);
  CHECK_FALSE(fakes::party_of_host("servicebus.windows.net"));
  CHECK_FALSE(fakes::party_of_host("evilservicebus.windows.net"));
  CHECK_FALSE(fakes::party_of_host("management.azure.com.example.org"));
}

TEST_CASE("on localhost the path decides") {
  const std::string local = "127.0.0.1:10600";
  CHECK(to(local, "//subscriptions/s?api-version=1") == Party::resource_manager);
  CHECK(to(local, "/hub1/messages/?direct&api-version=2015-01") == Party::notification_hubs);
  CHECK(to(local, "/hub1/registrationIDs") == Party::notification_hubs);
  CHECK(to(local, "/hub1?api-version=2020-06") == Party::notification_hubs);
  CHECK(to(local, "/droppointfeedback/c/01012026?sv=1") == Party::notification_hubs);
  CHECK(to(local, "/chat/messages") == Party::communication_services);
  CHECK(to(local, "/3/device/aa") == Party::apns);
  CHECK(to(local, "/v1/projects/p/messages:send") == Party::fcm);
  CHECK(to(local, "/oauth2/v4/token") == Party::fcm);
  CHECK(to(local, "/tenant/oauth2/v2.0/token") == Party::entra);
  CHECK(to(local, "/tenant/v2.0/.well-known/openid-configuration") == Party::entra);
  CHECK(to(local, "/api/events") == Party::event_grid);
  CHECK_FALSE(to(local, "/"));
  CHECK_FALSE(to(local, "/nothing/here"));
}

TEST_CASE("loopback names are told from others") {
  for (const char* name :
       {"localhost", "LOCALHOST:1", "127.0.0.1", "127.9.9.9:80", "[::1]", "[::1]:443", "a.localhost"}) {
    CAPTURE(name);
    CHECK(fakes::is_loopback_name(name));
  }
  for (const char* name :
       {"", "127.0.0.1.example.org", "localhost.example.org", "10.0.0.1", "[::2]", "127.evil"}) {
    CAPTURE(name);
    CHECK_FALSE(fakes::is_loopback_name(name));
  }
}
