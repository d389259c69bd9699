#include "emulator/net/listener.hpp"

#include <algorithm>
#include <future>
#include <thread>
#include <utility>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/ip/v6_only.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "emulator/net/core.hpp"

namespace droppoint::net {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

// How long accepting rests when the system has no more file descriptors.
constexpr std::chrono::milliseconds kAcceptPause{50};

Result<tcp::endpoint> endpoint_of(const PortOptions& options) {
  error_code error;
  const std::string host = options.host == "localhost" ? "127.0.0.1" : options.host;
  const auto address = asio::ip::make_address(host, error);
  if (error) {
    return fail("InvalidAddress", "\"" + options.host + "\" is not an IP address to listen on",
                "use 127.0.0.1, ::1 or another address of this machine");
  }
  if (!address.is_loopback() && !options.allow_non_loopback) {
    return fail("NotLoopback", host + " can be reached from other machines",
                "allow it with --allow-non-loopback");
  }
  return tcp::endpoint(address, options.port);
}

}  // namespace

Core::Core(ListenOptions given)
    : options(std::move(given)),
      tls(options.authority ? std::make_unique<TlsContext>(options.authority) : nullptr),
      mailbox(
          std::make_shared<Mailbox>([this](Mailbox::Job job) { boost::asio::post(io, std::move(job)); })) {}

void Core::log(std::string_view line) const {
  if (options.log) options.log(line);
}

void Core::add(const std::shared_ptr<Connection>& connection) {
  connections.insert(connection);
  connections_by_id.emplace(connection->id(), connection.get());
  connection_count = connections.size();
}

void Core::remove(const std::shared_ptr<Connection>& connection) {
  connections.erase(connection);
  connections_by_id.erase(connection->id());
  connection_count = connections.size();
  if (stopping && connections.empty() && on_empty) std::exchange(on_empty, nullptr)();
}

void Core::deliver(std::vector<Departure> departures) {
  // Each connection sends once, however many of its answers are in the batch.
  std::unordered_set<std::shared_ptr<Connection>> touched;
  for (Departure& departure : departures) {
    if (departure.act) {
      const auto open = connections_by_id.find(departure.connection);
      if (open == connections_by_id.end()) continue;
      touched.insert(open->second->shared_from_this());
      open->second->act(*departure.act);
      continue;
    }
    const auto found = waiters.find(departure.ticket);
    if (found == waiters.end() || std::exchange(found->second.answered, true)) continue;
    const Waiter waiter = found->second;
    touched.insert(waiter.connection->shared_from_this());
    waiter.answerer->answer(waiter.key, std::move(departure));
  }
  for (const auto& connection : touched) connection->settle();
}

void Core::events(Ticket ticket) {
  const auto found = waiters.find(ticket);
  if (found == waiters.end()) return;
  const Waiter waiter = found->second;
  const auto connection = waiter.connection->shared_from_this();
  waiter.answerer->events(waiter.key);
  connection->settle();
}

void Core::read_again() {
  for (const auto& waiting : std::exchange(stopped, {})) {
    if (const auto connection = waiting.lock()) connection->offer_again();
  }
}

class Listener::Impl {
 public:
  explicit Impl(ListenOptions options)
      : core(std::move(options)),
        work(asio::make_work_guard(core.io)),
        sweeper(core.io),
        drain_timer(core.io) {
    core.on_empty = [this] { finish(); };
    auto sweeping = sweep();
    asio::co_spawn(core.io, std::move(sweeping), asio::detached);
    thread = std::thread([this] { core.io.run(); });
  }

  struct Port {
    explicit Port(asio::io_context& io) : acceptor(io), pause(io) {}
    tcp::acceptor acceptor;
    asio::steady_timer pause;
    std::shared_ptr<Door> door = std::make_shared<Door>();
  };

  // Runs on the listener's thread and waits for it.
  template <class Action>
  void on_thread(Action action) {
    std::promise<void> done;
    asio::post(core.io, [&] {
      action();
      done.set_value();
    });
    done.get_future().wait();
  }

  asio::awaitable<void> accept(std::shared_ptr<Port> port);
  asio::awaitable<void> sweep();
  void admit(tcp::socket socket, const std::shared_ptr<Door>& door);
  void close_port(Port& port);
  void drain(const Door* door);
  void begin_stop();
  void finish();

  Core core;
  asio::executor_work_guard<asio::io_context::executor_type> work;
  asio::steady_timer sweeper;
  asio::steady_timer drain_timer;
  std::vector<std::shared_ptr<Port>> ports;
  std::mutex stop_mutex;
  bool stopped = false;
  // Of the listener's thread: nothing is left to do.
  bool finished = false;
  std::thread thread;
};

asio::awaitable<void> Listener::Impl::accept(std::shared_ptr<Port> port) {
  error_code error;
  while (port->acceptor.is_open()) {
    tcp::socket socket(core.io);
    auto accepted = port->acceptor.async_accept(socket, asio::redirect_error(asio::use_awaitable, error));
    co_await std::move(accepted);
    if (!error) {
      admit(std::move(socket), port->door);
      continue;
    }
    if (error == asio::error::operation_aborted || !port->acceptor.is_open()) break;
    core.log("a connection could not be accepted: " + error.message());
    port->pause.expires_after(kAcceptPause);
    auto paused = port->pause.async_wait(asio::redirect_error(asio::use_awaitable, error));
    co_await std::move(paused);
  }
}

void Listener::Impl::admit(tcp::socket socket, const std::shared_ptr<Door>& door) {
  if (core.connections.size() >= core.options.limits.connections) {
    core.log("too many connections: a new one was closed");
    return;
  }
  auto connection = std::make_shared<Connection>(core, std::move(socket), door);
  core.add(connection);
  connection->start();
}

// One timer looks at all deadlines: cheaper than a timer for each connection that every request would move.
asio::awaitable<void> Listener::Impl::sweep() {
  const Limits& limits = core.options.limits;
  const auto shortest = std::min({limits.read_deadline, limits.idle, limits.linger});
  const auto period = std::clamp(shortest / 4, std::chrono::milliseconds(2), std::chrono::milliseconds(250));
  error_code error;
  // The last connection may be closed from here, when cancelling this timer would come too early.
  while (!finished) {
    sweeper.expires_after(period);
    auto waiting = sweeper.async_wait(asio::redirect_error(asio::use_awaitable, error));
    co_await std::move(waiting);
    const auto now = RealClock::now();
    const std::vector<std::shared_ptr<Connection>> all(core.connections.begin(), core.connections.end());
    for (const auto& connection : all) connection->check_deadline(now);
  }
}

void Listener::Impl::close_port(Port& port) {
  error_code ignored;
  port.acceptor.close(ignored);
  port.pause.cancel();
  port.door->entrance = nullptr;
  drain(port.door.get());
}

void Listener::Impl::drain(const Door* door) {
  const std::vector<std::shared_ptr<Connection>> all(core.connections.begin(), core.connections.end());
  for (const auto& connection : all) {
    if (door == nullptr || &connection->door() == door) connection->drain();
  }
}

void Listener::Impl::begin_stop() {
  core.stopping = true;
  for (const auto& port : ports) {
    error_code ignored;
    port->acceptor.close(ignored);
    port->pause.cancel();
  }
  if (core.connections.empty()) return finish();
  drain_timer.expires_after(core.options.limits.drain);
  drain_timer.async_wait([this](error_code error) {
    if (error) return;
    core.log("answers in the works were not waited for any longer");
    const std::vector<std::shared_ptr<Connection>> all(core.connections.begin(), core.connections.end());
    for (const auto& connection : all) connection->close();
  });
  drain(nullptr);
}

void Listener::Impl::finish() {
  finished = true;
  drain_timer.cancel();
  sweeper.cancel();
  work.reset();
}

Listener::Listener(ListenOptions options) : impl_(std::make_unique<Impl>(std::move(options))) {}

Listener::~Listener() {
  stop();
}

std::shared_ptr<Exit> Listener::make_exit() {
  Core* core = &impl_->core;
  ExitQueue::Doors doors;
  doors.deliver = [core](std::vector<Departure> departures) { core->deliver(std::move(departures)); };
  doors.read_again = [core] { core->read_again(); };
  return std::make_shared<ExitQueue>(core->mailbox, std::move(doors));
}

Result<std::uint16_t> Listener::add_port(const PortOptions& options, Entrance& entrance) {
  const auto endpoint = endpoint_of(options);
  if (!endpoint) return tl::unexpected(endpoint.error());
  auto port = std::make_shared<Impl::Port>(impl_->core.io);
  error_code error;
  port->acceptor.open(endpoint->protocol(), error);
  if (!error) port->acceptor.set_option(tcp::acceptor::reuse_address(true), error);
  if (!error && endpoint->address().is_v6()) port->acceptor.set_option(asio::ip::v6_only(true), error);
  if (!error) port->acceptor.bind(*endpoint, error);
  if (!error) port->acceptor.listen(asio::socket_base::max_listen_connections, error);
  if (error) {
    const std::string place = options.host + ":" + std::to_string(options.port);
    const bool in_use = error == asio::error::address_in_use;
    return fail(in_use ? "PortInUse" : "CannotListen", "cannot listen on " + place + ": " + error.message(),
                in_use ? "stop what uses it, or choose another with --port (0 for any free one)" : "");
  }
  const std::uint16_t number = port->acceptor.local_endpoint(error).port();
  port->door->entrance = &entrance;
  port->door->port = number;
  const std::lock_guard lock(impl_->stop_mutex);
  if (impl_->stopped) return fail("CannotListen", "the listener has been stopped");
  impl_->on_thread([&] {
    impl_->ports.push_back(port);
    auto accepting = impl_->accept(port);
    asio::co_spawn(impl_->core.io, std::move(accepting), asio::detached);
  });
  return number;
}

void Listener::remove_port(std::uint16_t port) {
  const std::lock_guard lock(impl_->stop_mutex);
  if (impl_->stopped) return;
  impl_->on_thread([&] {
    auto& ports = impl_->ports;
    for (const auto& open : ports) {
      if (open->door->port == port) impl_->close_port(*open);
    }
    ports.erase(std::remove_if(ports.begin(), ports.end(),
                               [&](const auto& open) { return open->door->port == port; }),
                ports.end());
  });
}

void Listener::stop() {
  const std::lock_guard lock(impl_->stop_mutex);
  if (std::exchange(impl_->stopped, true)) return;
  asio::post(impl_->core.io, [this] { impl_->begin_stop(); });
  impl_->thread.join();
  impl_->core.mailbox->close();
}

std::size_t Listener::connections() const {
  return impl_->core.connection_count;
}

}  // namespace droppoint::net
