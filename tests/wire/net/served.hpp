#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "emulator/net/listener.hpp"
#include "tests/unit/net/temporary_directory.hpp"

namespace droppoint::net {

// How long a test waits for what must happen before it gives up. Nothing ever waits for it to pass.
inline constexpr std::chrono::seconds kPatience{30};

// Answers each request with what it was, or keeps it until the test answers.
class EchoEntrance final : public Entrance {
 public:
  bool offer(Arrival&& arrival) override {
    const std::lock_guard lock(mutex_);
    if (room_ == 0) {
      ++refused_;
      changed_.notify_all();
      return false;
    }
    --room_;
    const Arrival& kept = arrivals_.emplace_back(std::move(arrival));
    if (!held_) exit_->leave(one(echo(kept)));
    changed_.notify_all();
    return true;
  }

  void set_exit(std::shared_ptr<Exit> exit) { exit_ = std::move(exit); }
  Exit& exit() { return *exit_; }
  // Keeps what arrives from now on unanswered.
  void hold() {
    const std::lock_guard lock(mutex_);
    held_ = true;
  }
  void set_room(std::size_t room) {
    const std::lock_guard lock(mutex_);
    room_ = room;
  }

  Arrival wait_for(std::size_t count) {
    std::unique_lock lock(mutex_);
    REQUIRE(changed_.wait_for(lock, kPatience, [&] { return arrivals_.size() >= count; }));
    return arrivals_.at(count - 1);
  }
  void wait_for_refusals(std::size_t count) {
    std::unique_lock lock(mutex_);
    REQUIRE(changed_.wait_for(lock, kPatience, [&] { return refused_ >= count; }));
  }
  std::size_t arrived() {
    const std::lock_guard lock(mutex_);
    return arrivals_.size();
  }

  static std::vector<Departure> one(Departure departure) {
    std::vector<Departure> departures;
    departures.push_back(std::move(departure));
    return departures;
  }
  static Departure echo(const Arrival& arrival) {
    Departure departure;
    departure.ticket = arrival.ticket;
    http::Response& response = departure.response.emplace();
    response.status = 200;
    response.headers.add("x-method", arrival.request.method);
    response.headers.add("x-target", arrival.request.target);
    response.headers.add("x-authority", arrival.request.authority);
    response.headers.add("x-protocol", to_text(arrival.protocol));
    response.headers.add("x-server-name", arrival.server_name);
    response.headers.add("x-client-certificate", arrival.client_certificate.empty() ? "no" : "yes");
    response.headers.add("x-port", std::to_string(arrival.local_port));
    response.body = arrival.request.body;
    return departure;
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::shared_ptr<Exit> exit_;
  std::vector<Arrival> arrivals_;
  std::size_t room_ = static_cast<std::size_t>(-1);
  std::size_t refused_ = 0;
  bool held_ = false;
};

// The lines that were logged.
class LogLines {
 public:
  Log log() {
    return [this](std::string_view line) {
      const std::lock_guard lock(mutex_);
      lines_.emplace_back(line);
      changed_.notify_all();
    };
  }
  std::string wait_for(std::string_view part) {
    std::unique_lock lock(mutex_);
    std::string found;
    const bool came = changed_.wait_for(lock, kPatience, [&] {
      for (const std::string& line : lines_) {
        if (line.find(part) != std::string::npos) found = line;
      }
      return !found.empty();
    });
    INFO("waited for a line with: " << part);
    REQUIRE(came);
    return found;
  }
  std::size_t size() {
    const std::lock_guard lock(mutex_);
    return lines_.size();
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<std::string> lines_;
};

// A listener with one open port, an authority of its own, and the echo behind it.
struct Served {
  TemporaryDirectory directory;
  LogLines lines;
  EchoEntrance entrance;
  std::shared_ptr<CertificateAuthority> authority;
  std::unique_ptr<Listener> listener;
  std::uint16_t port = 0;

  explicit Served(Limits limits = {}) {
    const HostList hosts({"api.push.apple.com", "fcm.googleapis.com", "*.communication.azure.com"});
    AuthorityOptions options;
    options.directory = directory.path() / "state";
    options.hosts = hosts;
    auto opened = CertificateAuthority::open(options);
    REQUIRE(opened);
    authority = std::move(*opened);
    ListenOptions listen;
    listen.hosts = hosts;
    listen.authority = authority;
    listen.limits = limits;
    listen.log = lines.log();
    listener = std::make_unique<Listener>(std::move(listen));
    entrance.set_exit(listener->make_exit());
    const auto added = listener->add_port({}, entrance);
    REQUIRE(added);
    port = *added;
  }
  ~Served() { listener->stop(); }

  std::string authority_file() const { return authority->certificate_file().string(); }
};

}  // namespace droppoint::net
