#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "emulator/owner/arrival_connection.hpp"

namespace droppoint::app {

// Which connection each WebSocket of the cloud is, by the path of its upgrade. Belongs to the owner's thread.
class WebSockets {
 public:
  // The upgrade to that target was answered 101. A later one of the same path takes its place.
  void opened(std::string_view target, std::shared_ptr<owner::ArrivalConnection> connection);
  void closed(std::string_view target, net::ConnectionId connection);
  // What a service sends to a client (fakes/outside_client.hpp). Dropped where the connection is gone.
  void pass_on(const http::Request& request);
  void close_all();

 private:
  std::map<std::string, std::shared_ptr<owner::ArrivalConnection>, std::less<>> connections_;
};

}  // namespace droppoint::app
