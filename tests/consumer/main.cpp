// An embedder's whole program: the quick start of the C++ API, from the installed headers alone.

#include <chrono>
#include <cstdio>

#include <droppoint/droppoint.hpp>

int main() {
  using namespace std::chrono_literals;
  using namespace droppoint;

  Cloud cloud{{.clock = Clock::manual(), .seed = 7}};
  auto phone =
      cloud.devices().add({.name = "alice-iphone", .platform = ios, .user = "alice", .state = background});
  auto call = cloud.communication_services("droppoint-acs").call({.from = "bob", .to = "alice"});
  cloud.advance(10min);

  if (call.verdict() != delivered_by(apns)) {
    std::puts("consumer: the call did not arrive");
    return 1;
  }
  std::puts("consumer: the call arrived by apns");
  return 0;
}
