#include "emulator/net/event_buffer.hpp"

#include <algorithm>
#include <utility>

namespace droppoint::net {

EventBuffer::EventBuffer(std::size_t bytes_max, std::function<void()> wake)
    : bytes_max_(bytes_max), wake_(std::move(wake)) {}

bool EventBuffer::write(std::string bytes) {
  if (bytes.empty()) return true;
  bool wake = false;
  bool taken = false;
  {
    const std::lock_guard lock(mutex_);
    if (gone_ || closed_ || overflowed_) return false;
    taken = waiting_.size() + bytes.size() <= bytes_max_;
    overflowed_ = !taken;
    wake = waiting_.empty() || overflowed_;
    if (taken) waiting_ += bytes;
  }
  if (wake) wake_();
  return taken;
}

void EventBuffer::close() {
  {
    const std::lock_guard lock(mutex_);
    if (gone_ || closed_) return;
    closed_ = true;
  }
  wake_();
}

EventBuffer::State EventBuffer::take(std::string& out, std::size_t bytes_max) {
  const std::lock_guard lock(mutex_);
  if (overflowed_) return State::overflowed;
  const std::size_t count = std::min(bytes_max, waiting_.size());
  out.append(waiting_, 0, count);
  waiting_.erase(0, count);
  return closed_ && waiting_.empty() ? State::closed : State::open;
}

void EventBuffer::abandon() {
  const std::lock_guard lock(mutex_);
  gone_ = true;
  waiting_.clear();
}

}  // namespace droppoint::net
