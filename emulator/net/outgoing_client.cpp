#include "emulator/net/outgoing_client.hpp"

#include <algorithm>
#include <condition_variable>
#include <csignal>
#include <deque>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include "emulator/net/outgoing_call.hpp"

namespace droppoint::net {

class OutgoingClient::Pool {
 public:
  explicit Pool(OutgoingOptions given) : options(std::move(given)) {
    for (std::size_t count = 0; count < std::max<std::size_t>(options.threads, 1); ++count) {
      threads.emplace_back([this] { work(); });
    }
    threads.emplace_back([this] { watch(); });
  }

  ~Pool() {
    {
      const std::lock_guard lock(mutex);
      stopping = true;
    }
    changed.notify_all();
    for (std::thread& thread : threads) thread.join();
  }

  struct Job {
    OutgoingId id = 0;
    http::Request request;
    OutgoingCall::Deadline deadline;
    Done done;
  };

  const OutgoingOptions options;
  std::mutex mutex;
  std::condition_variable changed;
  std::deque<Job> waiting;
  std::vector<OutgoingCall*> running;
  std::vector<std::thread> threads;
  bool stopping = false;

 private:
  void work();
  void run(Job job);
  void watch();
};

void OutgoingClient::Pool::work() {
  // OpenSSL writes to sockets without MSG_NOSIGNAL: a server that went away must not end the program.
  sigset_t pipe;
  sigemptyset(&pipe);
  sigaddset(&pipe, SIGPIPE);
  pthread_sigmask(SIG_BLOCK, &pipe, nullptr);
  for (;;) {
    std::unique_lock lock(mutex);
    changed.wait(lock, [this] { return stopping || !waiting.empty(); });
    if (waiting.empty()) return;
    Job job = std::move(waiting.front());
    waiting.pop_front();
    const bool stopped = stopping;
    lock.unlock();
    if (stopped) {
      job.done(job.id, fail("Unreachable", job.request.target + ": the emulator stops"));
    } else {
      run(std::move(job));
    }
  }
}

void OutgoingClient::Pool::run(Job job) {
  OutgoingCall call(options, job.deadline);
  {
    const std::lock_guard lock(mutex);
    if (stopping) call.stop();
    running.push_back(&call);
  }
  changed.notify_all();
  auto answer = call.run(job.request);
  {
    const std::lock_guard lock(mutex);
    running.erase(std::find(running.begin(), running.end(), &call));
  }
  job.done(job.id, std::move(answer));
}

// A server that sends a byte now and then never runs into a read time-out: this thread ends such calls. More
// than once if need be, since a call that has not opened its socket yet does not notice.
void OutgoingClient::Pool::watch() {
  constexpr std::chrono::milliseconds kAgain{50};
  std::unique_lock lock(mutex);
  while (!stopping || !running.empty()) {
    const auto now = std::chrono::steady_clock::now();
    auto next = OutgoingCall::Deadline::max();
    for (OutgoingCall* call : running) {
      const bool over = stopping || call->deadline() <= now;
      if (over) call->stop();
      next = std::min(next, over ? now + kAgain : call->deadline());
    }
    if (next == OutgoingCall::Deadline::max()) {
      changed.wait(lock);
    } else {
      changed.wait_until(lock, next);
    }
  }
}

OutgoingClient::OutgoingClient(OutgoingOptions options) : pool_(std::make_unique<Pool>(std::move(options))) {}
OutgoingClient::~OutgoingClient() = default;

bool OutgoingClient::send(OutgoingId id, http::Request request, std::chrono::milliseconds real_timeout,
                          Done done) {
  {
    const std::lock_guard lock(pool_->mutex);
    if (pool_->waiting.size() >= pool_->options.waiting_max) return false;
    const auto deadline = std::chrono::steady_clock::now() + real_timeout;
    pool_->waiting.push_back({id, std::move(request), deadline, std::move(done)});
  }
  pool_->changed.notify_all();
  return true;
}

Result<void> OutgoingClient::check(std::string_view url) const {
  const auto checked = OutgoingCall::check(pool_->options, url);
  if (!checked) return tl::unexpected(checked.error());
  return {};
}

}  // namespace droppoint::net
