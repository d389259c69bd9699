#pragma once

#include <functional>

#include "emulator/wire/service.hpp"

namespace droppoint::fakes {

// The clients outside the cloud, as far as a service speaks to them first: by a WebSocket that they opened.
//
// An exchange with the party `client` carries `MESSAGE` (the body is the payload, `content-type` says text or
// bytes) or `CLOSE` (`close-code`, the body is the reason). Its target is the path of the upgrade, of which a
// service gives each WebSocket its own. It is answered 204 when it was handed on, which says no more than a
// write to a socket does: that a connection broke is told by the client's own `CLOSE`. So a run without
// sockets, a replay, has the same answers.
class OutsideClient final : public wire::Service {
 public:
  // Empty: nobody serves real clients.
  void pass_on(std::function<void(const http::Request&)> pass_on) { pass_on_ = std::move(pass_on); }

  // Break::refused for any other request: nothing else reaches a client.
  sim::Task<wire::Answer> handle(const wire::Hop& hop) override;

 private:
  std::function<void(const http::Request&)> pass_on_;
};

}  // namespace droppoint::fakes
