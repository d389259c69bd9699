#pragma once

#include <cstddef>
#include <functional>
#include <mutex>
#include <string>

#include "emulator/net/entrance.hpp"

namespace droppoint::net {

// The bytes of one event stream on their way from any thread to the listener's, bounded.
class EventBuffer final : public EventStream {
 public:
  // `wake` is called, from any thread, when there is something new to take.
  EventBuffer(std::size_t bytes_max, std::function<void()> wake);

  bool write(std::string bytes) override;
  void close() override;

  enum class State { open, closed, overflowed };
  // Listener's thread: appends up to `bytes_max` to `out`. `closed` once the last byte has been taken.
  State take(std::string& out, std::size_t bytes_max);
  // Listener's thread: the client has gone; later writes are refused.
  void abandon();

 private:
  const std::size_t bytes_max_;
  const std::function<void()> wake_;
  std::mutex mutex_;
  std::string waiting_;
  bool closed_ = false;
  bool gone_ = false;
  bool overflowed_ = false;
};

}  // namespace droppoint::net
