#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "app/control/admission.hpp"
#include "app/control/advances.hpp"
#include "app/control/connection_info.hpp"
#include "app/control/web_sockets.hpp"
#include "emulator/http/uri.hpp"
#include "emulator/net/entrance.hpp"
#include "emulator/owner/owner.hpp"

namespace droppoint {
class Cloud;
}

namespace droppoint::app {

// What a served cloud answers at its port: the control API below /_droppoint/v1/, and everything else by the
// party that host or path names. Runs on the owner's thread.
class ControlApi {
 public:
  struct Parts {
    Cloud& cloud;
    owner::Owner& owner;
    Endpoint endpoint;
    Admission admission = {};
    // Dates of outside credentials are judged by the cloud's clock.
    bool credential_clock_cloud = false;
    // Told of requests that nobody was there to answer. May be null.
    std::function<void(std::string_view)> log = {};
  };
  explicit ControlApi(Parts parts);

  void handle(net::Arrival&& arrival, sim::Time arrived, owner::Reply reply);

 private:
  void control(net::Arrival&& arrival, sim::Time arrived, owner::Reply reply);
  // To the party that answers a control call.
  void pass_on(net::Arrival&& arrival, wire::Party party, owner::Reply reply);
  void get_trace(const http::Target& target, std::string id, owner::Reply reply);
  http::Response get_health() const;
  http::Response get_clock() const;
  void put_clock(const http::Request& request, owner::Reply reply);
  void advance_clock(const http::Request& request, owner::Reply reply);
  http::Response reset(const http::Request& request);

  // Tells the arrival's connection from others; 0 where none is known.
  std::uint64_t connection_number(const net::Arrival& arrival);

  Parts parts_;
  WebSockets sockets_;
  Advances advances_;
  std::uint64_t last_connection_ = 0;
  std::uint64_t resets_ = 0;
};

}  // namespace droppoint::app
