#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>

#include "emulator/http/message.hpp"
#include "emulator/net/host_list.hpp"
#include "emulator/result.hpp"

namespace droppoint::net {

// Names one call; chosen by the caller.
using OutgoingId = std::uint64_t;

struct OutgoingOptions {
  // Hosts beside loopback that may be called (--allow-outbound).
  HostList allowed;
  // One that hangs keeps one of them until its time-out.
  std::size_t threads = 16;
  // Calls that wait for a thread; send() refuses more.
  std::size_t waiting_max = 1000;
  // An answer with a larger body counts as unreachable.
  std::size_t body_bytes_max = 16 * 1024 * 1024;
  // Certificates of loopback servers are seldom signed by anyone; those of other hosts are always verified.
  bool verify_loopback_certificates = false;
};

// Makes the real calls to what a developer owns (webhooks, functions), each on a thread of a small pool.
class OutgoingClient {
 public:
  // Errors: `EndpointNotAllowed` (also `InvalidUrl`), `Unreachable` (refused, reset, TLS failed, stopped),
  // `TimedOut`.
  using Done = std::function<void(OutgoingId, Result<http::Response>)>;

  explicit OutgoingClient(OutgoingOptions options);
  // Ends the calls in the works; whoever has not been answered gets `Unreachable`.
  ~OutgoingClient();
  OutgoingClient(const OutgoingClient&) = delete;
  OutgoingClient& operator=(const OutgoingClient&) = delete;

  // `request.target` is an absolute http or https URL; redirects are not followed, bodies are not
  // decompressed. Of the answer's header fields the library decodes percent signs (except in Location) and
  // sorts the names. `real_timeout` bounds the whole call. `done` is called exactly once, on a thread of the
  // pool. False: too many calls wait, `done` will not be called. Any thread.
  [[nodiscard]] bool send(OutgoingId id, http::Request request, std::chrono::milliseconds real_timeout,
                          Done done);

  // Whether such a URL may be called at all, told without resolving its name. Any thread.
  Result<void> check(std::string_view url) const;

 private:
  class Pool;
  std::unique_ptr<Pool> pool_;
};

}  // namespace droppoint::net
