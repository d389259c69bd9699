#pragma once

#include <string>
#include <utility>

#include "tests/unit/communication_services/service_world.hpp"

namespace droppoint::test {

// Of a call's own resource in the control API, or of what is done with it.
inline std::string url(const json& call, const std::string& what = {}) {
  const std::string path = "/calls/" + call["call"].get<std::string>();
  return what.empty() ? path : path + "/" + what;
}

// Alice's iPhone and Android phone, both in the background, the hub linked.
struct TwoPhones : ServiceWorld {
  explicit TwoPhones(acs::Options options = {}) : ServiceWorld(std::move(options)) {
    link_hub();
    register_iphone("iphone", "alice");
    register_android("android", "alice");
  }
};

}  // namespace droppoint::test
