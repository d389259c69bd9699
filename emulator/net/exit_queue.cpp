#include "emulator/net/exit_queue.hpp"

#include <algorithm>
#include <utility>

namespace droppoint::net {

void Mailbox::post(Job job) {
  const std::lock_guard lock(mutex_);
  if (post_) post_(std::move(job));
}

void Mailbox::close() {
  const std::lock_guard lock(mutex_);
  post_ = nullptr;
}

ExitQueue::ExitQueue(std::shared_ptr<Mailbox> mailbox, Doors doors)
    : mailbox_(std::move(mailbox)), doors_(std::move(doors)) {}

void ExitQueue::leave(std::vector<Departure> departures) {
  bool post = false;
  {
    const std::lock_guard lock(mutex_);
    std::move(departures.begin(), departures.end(), std::back_inserter(waiting_));
    post = must_post();
  }
  if (post) mailbox_->post([queue = shared_from_this()] { queue->release(); });
}

void ExitQueue::committed(Position upto) {
  bool post = false;
  {
    const std::lock_guard lock(mutex_);
    committed_ = std::max(committed_, upto);
    post = must_post();
  }
  if (post) mailbox_->post([queue = shared_from_this()] { queue->release(); });
}

void ExitQueue::read_again() {
  mailbox_->post([queue = shared_from_this()] { queue->doors_.read_again(); });
}

void ExitQueue::discard() {
  mailbox_->post([queue = shared_from_this()] {
    std::vector<Departure> discarded;
    {
      const std::lock_guard lock(queue->mutex_);
      std::move(queue->waiting_.begin(), queue->waiting_.end(), std::back_inserter(discarded));
      queue->waiting_.clear();
    }
    for (Departure& departure : discarded) departure.response = std::nullopt;
    queue->doors_.deliver(std::move(discarded));
  });
}

bool ExitQueue::must_post() {
  if (posted_ || waiting_.empty() || waiting_.front().position > committed_) return false;
  posted_ = true;
  return true;
}

void ExitQueue::release() {
  std::vector<Departure> ready;
  {
    const std::lock_guard lock(mutex_);
    posted_ = false;
    while (!waiting_.empty() && waiting_.front().position <= committed_) {
      ready.push_back(std::move(waiting_.front()));
      waiting_.pop_front();
    }
  }
  if (!ready.empty()) doors_.deliver(std::move(ready));
}

}  // namespace droppoint::net
