#pragma once

#include <mutex>
#include <utility>
#include <vector>

#include "emulator/net/entrance.hpp"

namespace droppoint::app {

// Stands at a port before there is anybody to let in to: what arrives waits until open().
class Gate final : public net::Entrance {
 public:
  bool offer(net::Arrival&& arrival) override {
    const std::lock_guard lock(mutex_);
    if (behind_ != nullptr) return behind_->offer(std::move(arrival));
    waiting_.push_back(std::move(arrival));
    return true;
  }

  // From now on all goes to `behind`, which outlives whoever offers. What it is too full for is dropped:
  // nobody can have sent that much before the start was told.
  void open(net::Entrance& behind) {
    const std::lock_guard lock(mutex_);
    behind_ = &behind;
    for (net::Arrival& arrival : waiting_) static_cast<void>(behind.offer(std::move(arrival)));
    waiting_.clear();
  }

 private:
  std::mutex mutex_;
  net::Entrance* behind_ = nullptr;
  std::vector<net::Arrival> waiting_;
};

}  // namespace droppoint::app
