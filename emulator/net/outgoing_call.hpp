#pragma once

#include <chrono>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "emulator/http/uri.hpp"
#include "emulator/net/outgoing_client.hpp"

namespace droppoint::net {

// One call by cpp-httplib, on the calling thread. Private to net.
class OutgoingCall {
 public:
  using Deadline = std::chrono::steady_clock::time_point;
  OutgoingCall(const OutgoingOptions& options, Deadline deadline);
  ~OutgoingCall();

  Result<http::Response> run(const http::Request& request);
  // From another thread: ends it as soon as may be.
  void stop();
  Deadline deadline() const { return deadline_; }

  // The parsed URL of a call that is allowed.
  static Result<http::Url> check(const OutgoingOptions& options, std::string_view url);

 private:
  struct Wire;
  Result<std::vector<std::string>> resolve(const http::Url& url) const;
  Result<http::Response> call(const http::Url& url, const std::string& address, const http::Request& request);
  tl::unexpected<Error> failed(const http::Url& url, std::string_view why) const;

  const OutgoingOptions& options_;
  const Deadline deadline_;
  std::mutex mutex_;
  std::unique_ptr<Wire> wire_;
  bool stopped_ = false;
  // Whether the last failure was that nothing listened at the address: another address may be tried.
  bool refused_ = false;
};

}  // namespace droppoint::net
