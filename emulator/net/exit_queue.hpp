#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

#include "emulator/net/entrance.hpp"

namespace droppoint::net {

// Jobs from any thread for the listener's. Outlives the listener: jobs that come after close() are dropped.
class Mailbox {
 public:
  using Job = std::function<void()>;
  explicit Mailbox(std::function<void(Job)> post) : post_(std::move(post)) {}

  void post(Job job);
  void close();

 private:
  std::mutex mutex_;
  std::function<void(Job)> post_;
};

// The answers of one journal: they wait, first in first out, until it has committed them.
class ExitQueue final : public Exit, public std::enable_shared_from_this<ExitQueue> {
 public:
  // Called on the listener's thread.
  struct Doors {
    std::function<void(std::vector<Departure>)> deliver;
    std::function<void()> read_again;
  };
  ExitQueue(std::shared_ptr<Mailbox> mailbox, Doors doors);

  void leave(std::vector<Departure> departures) override;
  void committed(Position upto) override;
  void read_again() override;
  void discard() override;

 private:
  // With the mutex held: whether release() must be posted, because the first that waits may leave.
  bool must_post();
  void release();

  const std::shared_ptr<Mailbox> mailbox_;
  const Doors doors_;
  std::mutex mutex_;
  std::deque<Departure> waiting_;
  Position committed_ = 0;
  bool posted_ = false;
};

}  // namespace droppoint::net
