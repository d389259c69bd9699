#pragma once

#include <memory>

#include "emulator/net/conversation.hpp"

namespace droppoint::net {

// How what happens on a WebSocket is offered to the entrance: each message and the end of the connection is a
// request with the target and authority of the upgrade, by Protocol::websocket.
//
//   MESSAGE  the body is the payload; `content-type` is text/plain; charset=utf-8, or
//   application/octet-stream CLOSE    `close-code` is what the peer's close frame said (1005: nothing), 1006
//   if the connection ended
//            without one, or what we closed with for a violation; the body is the reason
//
// A MESSAGE is offered once the one before has been answered. An answer below 300 lets the connection go on;
// any other closes it (1011), and none resets it. A CLOSE that we were told to make is not offered.
std::unique_ptr<Conversation> make_websocket(Surroundings& around, Channel channel,
                                             const http::Request& upgrade);

}  // namespace droppoint::net
