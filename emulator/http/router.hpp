#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "emulator/http/route_pattern.hpp"
#include "emulator/http/uri.hpp"

namespace droppoint::http {

enum class RouteOutcome : std::uint8_t { found, not_found, method_not_allowed };

// Takes a method and a path to a handler, which may be anything that can be copied. The order of precedence
// is RoutePattern::goes_before(); of two that are alike, the one added first wins. A route of the method "*"
// takes any method: it is how a fake says of a whole folder of paths that it is not emulated.
//
//   Router<Handler> router(LiteralCase::ignored);
//   router.add("POST", "/{hub}/messages/$batch", &send_batch);
//   const auto match = router.find(request.method, *target);
template <class Handler>
class Router {
 public:
  struct Match {
    RouteOutcome outcome = RouteOutcome::not_found;
    // Null unless found; valid until a route is added.
    const Handler* handler = nullptr;
    PathParameters parameters = {};
    // Of method_not_allowed: the methods that the path has, sorted.
    std::vector<std::string> allowed = {};

    explicit operator bool() const { return handler != nullptr; }
    // The value of `Allow`: "DELETE, GET".
    std::string allow() const {
      std::string text;
      for (const std::string& method : allowed) text += (text.empty() ? "" : ", ") + method;
      return text;
    }
  };

  explicit Router(LiteralCase literal_case = LiteralCase::exact) : literal_case_(literal_case) {}

  void add(std::string_view method, std::string_view pattern, Handler handler) {
    add(method, pattern, std::move(handler), literal_case_);
  }
  // With another case rule than the router's.
  void add(std::string_view method, std::string_view pattern, Handler handler, LiteralCase literal_case) {
    Route route{std::string(method), RoutePattern(pattern, literal_case), std::move(handler)};
    const auto place = std::upper_bound(
        routes_.begin(), routes_.end(), route,
        [](const Route& one, const Route& other) { return one.pattern.goes_before(other.pattern); });
    routes_.insert(place, std::move(route));
  }

  Match find(std::string_view method, const Target& target) const { return find(method, target.segments()); }

  // `segments` as Target::segments() gives them.
  Match find(std::string_view method, const std::vector<std::string>& segments) const {
    Match match;
    for (const Route& route : routes_) {
      if (!route.pattern.matches(segments)) continue;
      if (route.method == method || route.method == "*") {
        return Match{RouteOutcome::found, &route.handler, route.pattern.parameters(segments)};
      }
      match.outcome = RouteOutcome::method_not_allowed;
      const auto place = std::lower_bound(match.allowed.begin(), match.allowed.end(), route.method);
      if (place == match.allowed.end() || *place != route.method) match.allowed.insert(place, route.method);
    }
    return match;
  }

  std::size_t size() const { return routes_.size(); }

 private:
  struct Route {
    std::string method;
    RoutePattern pattern;
    Handler handler;
  };
  LiteralCase literal_case_;
  std::vector<Route> routes_;
};

}  // namespace droppoint::http
