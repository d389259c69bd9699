#include "emulator/owner/inbox.hpp"

#include <utility>

namespace droppoint::owner {
namespace {

constexpr std::string_view kControlPrefix = "/_droppoint/";

std::size_t bytes_of(const net::Arrival& arrival) {
  std::size_t bytes = sizeof arrival + arrival.request.target.size() + arrival.client_certificate.size() +
                      http::bytes_of(arrival.request.body).size();
  for (const auto field : arrival.request.headers) bytes += field.name.size() + field.value.size();
  return bytes;
}

}  // namespace

bool Inbox::offer(net::Arrival&& arrival, sim::Time arrived) {
  const bool control = arrival.request.target.starts_with(kControlPrefix);
  const std::size_t bytes = bytes_of(arrival);
  const std::size_t arrivals_max = control ? limits_.control_arrivals : limits_.arrivals;
  const std::size_t bytes_max = control ? limits_.control_bytes : limits_.bytes;
  const std::lock_guard lock(mutex_);
  if (closed_) return false;
  Load& load = loads_[control ? 1 : 0];
  const bool full = load.arrivals >= arrivals_max || load.bytes + bytes > bytes_max;
  if (full && load.arrivals > 0) {
    load.refused = true;
    return false;
  }
  ++load.arrivals;
  load.bytes += bytes;
  items_.push_back({.arrival = std::move(arrival), .arrived = arrived, .control = control, .bytes = bytes});
  if (items_.size() == 1) wake_.notify_one();
  return true;
}

bool Inbox::post(std::function<void()> job) {
  const std::lock_guard lock(mutex_);
  if (closed_) return false;
  items_.push_back({.job = std::move(job)});
  if (items_.size() == 1) wake_.notify_one();
  return true;
}

void Inbox::poke() {
  const std::lock_guard lock(mutex_);
  poked_ = true;
  wake_.notify_one();
}

void Inbox::close() {
  const std::lock_guard lock(mutex_);
  closed_ = true;
  wake_.notify_one();
}

bool Inbox::closed() const {
  const std::lock_guard lock(mutex_);
  return closed_;
}

std::vector<Inbox::Item> Inbox::take() {
  const std::lock_guard lock(mutex_);
  return std::exchange(items_, {});
}

bool Inbox::empty() const {
  const std::lock_guard lock(mutex_);
  return items_.empty();
}

bool Inbox::handled(const Item& item) {
  const std::size_t arrivals_max = item.control ? limits_.control_arrivals : limits_.arrivals;
  const std::size_t bytes_max = item.control ? limits_.control_bytes : limits_.bytes;
  const std::lock_guard lock(mutex_);
  Load& load = loads_[item.control ? 1 : 0];
  --load.arrivals;
  load.bytes -= item.bytes;
  // An arrival that is bigger than the bound was let in alone: empty is room as well.
  const bool room = load.arrivals == 0 || (load.arrivals < arrivals_max / 2 && load.bytes < bytes_max / 2);
  if (!room || !load.refused) return false;
  load.refused = false;
  return true;
}

void Inbox::wait(net::WallClock& clock, std::optional<std::chrono::nanoseconds> until) {
  std::unique_lock lock(mutex_);
  if (items_.empty() && !poked_ && !closed_) clock.wait(lock, wake_, until);
  poked_ = false;
}

}  // namespace droppoint::owner
