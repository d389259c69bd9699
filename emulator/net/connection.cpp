#include <utility>

#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "emulator/net/core.hpp"
#include "emulator/net/event_buffer.hpp"
#include "emulator/net/framing.hpp"

namespace droppoint::net {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;
using Socket = asio::ip::tcp::socket;

}  // namespace

Connection::Connection(Core& core, Socket socket, std::shared_ptr<Door> door)
    : core_(core),
      socket_(std::move(socket)),
      resume_(core.io),
      door_(std::move(door)),
      state_(std::make_shared<ConnectionState>()) {
  state_->id = ++core.last_connection;
}

void Connection::start() {
  error_code ignored;
  socket_.non_blocking(true, ignored);
  socket_.set_option(asio::ip::tcp::no_delay(true), ignored);
  const auto peer = socket_.remote_endpoint(ignored);
  peer_ = peer.address().to_string() + ":" + std::to_string(peer.port());
  conversation_ = make_recognition(*this, Channel{});
  note_pace();
  auto reading = read(shared_from_this());
  asio::co_spawn(core_.io, std::move(reading), asio::detached);
}

asio::awaitable<void> Connection::read(std::shared_ptr<Connection> self) {
  error_code error;
  while (!self->closed_) {
    if (!self->may_read()) {
      self->paused_ = true;
      self->resume_.expires_at(RealClock::time_point::max());
      auto resumed = self->resume_.async_wait(asio::redirect_error(asio::use_awaitable, error));
      co_await std::move(resumed);
      continue;
    }
    auto readable =
        self->socket_.async_wait(Socket::wait_read, asio::redirect_error(asio::use_awaitable, error));
    co_await std::move(readable);
    if (error || self->closed_) break;
    self->read_some();
  }
  self->close();
}

asio::awaitable<void> Connection::write_when_ready(std::shared_ptr<Connection> self) {
  error_code error;
  auto writable =
      self->socket_.async_wait(Socket::wait_write, asio::redirect_error(asio::use_awaitable, error));
  co_await std::move(writable);
  self->writing_ = false;
  if (!error) self->settle();
}

bool Connection::may_read() const {
  if (lingering_) return !read_ended_;
  return !read_ended_ && unsent_.empty() && conversation_->reading();
}

void Connection::read_some() {
  error_code error;
  const std::size_t count = socket_.read_some(asio::buffer(core_.read_buffer), error);
  if (error == asio::error::would_block || error == asio::error::interrupted) return;
  if (error && error != asio::error::eof) return close();
  if (error) read_ended_ = true;
  if (lingering_) {
    if (read_ended_) close();
    return;
  }
  if (read_ended_) {
    conversation_->receive_end();
  } else {
    conversation_->receive({core_.read_buffer.data(), count});
  }
  settle();
}

void Connection::settle() {
  if (closed_ || lingering_) return;
  flush();
  if (closed_) return;
  const Ending ending = conversation_->ending();
  if (ending == Ending::reset) return reset();
  if (ending == Ending::close && unsent_.empty()) return linger();
  if (paused_ && may_read()) {
    paused_ = false;
    resume_.cancel();
  }
  note_pace();
}

void Connection::flush() {
  if (writing_) return;
  if (!unsent_.empty() && !write(std::exchange(unsent_, {}))) return;
  for (;;) {
    std::string& bytes = core_.write_buffer;
    bytes.clear();
    conversation_->pull(bytes);
    if (bytes.empty() || !write(bytes)) return;
  }
}

bool Connection::write(std::string_view bytes) {
  while (!bytes.empty()) {
    error_code error;
    const std::size_t count = socket_.write_some(asio::buffer(bytes.data(), bytes.size()), error);
    if (error == asio::error::interrupted) continue;
    if (error == asio::error::would_block) break;
    if (error) {
      close();
      return false;
    }
    bytes.remove_prefix(count);
    bytes_written_ += count;
  }
  if (bytes.empty()) return true;
  unsent_.assign(bytes);
  writing_ = true;
  auto writing = write_when_ready(shared_from_this());
  asio::co_spawn(core_.io, std::move(writing), asio::detached);
  return false;
}

void Connection::note_pace() {
  Pace pace = conversation_->pace();
  if (!unsent_.empty()) pace = Pace{Waiting::peer, bytes_written_};
  const bool is_new = deadline_ == RealClock::time_point::max();
  if (!is_new && pace.waiting == pace_.waiting && pace.progress == pace_.progress) return;
  pace_ = pace;
  deadline_ = RealClock::time_point::max();
  if (pace.waiting == Waiting::peer) deadline_ = RealClock::now() + limits().read_deadline;
  if (pace.waiting == Waiting::idle) deadline_ = RealClock::now() + limits().idle;
}

void Connection::check_deadline(RealClock::time_point now) {
  if (closed_ || now < deadline_) return;
  if (lingering_) return close();
  if (!unsent_.empty()) {
    log("the peer does not read what it asked for: closed");
    return close();
  }
  deadline_ = now + limits().read_deadline;
  conversation_->expire();
  settle();
}

void Connection::drain() {
  if (closed_ || lingering_) return;
  conversation_->drain();
  settle();
}

void Connection::offer_again() {
  if (closed_ || lingering_) return;
  conversation_->offer_again();
  settle();
}

void Connection::act(const ConnectionAct& act) {
  if (closed_ || lingering_) return;
  conversation_->act(act);
}

std::uint32_t Connection::streams_at_first(const Channel& channel) {
  const auto& ask = core_.options.streams_at_first;
  if (!ask) return limits().streams;
  const std::uint32_t streams = ask(channel.server_name, !channel.client_certificate.empty());
  if (streams < limits().streams) state_->raise_streams_to = limits().streams;
  return streams;
}

void Connection::linger() {
  lingering_ = true;
  conversation_.reset();
  if (read_ended_) return close();
  error_code ignored;
  socket_.shutdown(Socket::shutdown_send, ignored);
  deadline_ = RealClock::now() + limits().linger;
  if (std::exchange(paused_, false)) resume_.cancel();
}

void Connection::reset() {
  // Zero seconds of lingering make the system send RST.
  error_code ignored;
  socket_.set_option(asio::socket_base::linger(true, 0), ignored);
  close();
}

void Connection::close() {
  if (std::exchange(closed_, true)) return;
  const auto self = shared_from_this();
  conversation_.reset();
  error_code ignored;
  socket_.close(ignored);
  resume_.cancel();
  core_.remove(self);
}

void Connection::log(std::string_view line) {
  core_.log(peer_ + ": " + std::string(line));
}

std::optional<Ticket> Connection::offer(http::Request& request, Protocol protocol, const Channel& channel,
                                        Answerer& answerer, std::uint32_t key) {
  const Ticket ticket = ++core_.last_ticket;
  const Core::Waiter waiter{this, &answerer, key};
  if (door_->entrance == nullptr) {
    core_.waiters.emplace(ticket, waiter);
    core_.mailbox->post([&core = core_, ticket] {
      std::vector<Departure> departures(1);
      departures.front().ticket = ticket;
      departures.front().response = plain_answer(503, "this port is closed");
      core.deliver(std::move(departures));
    });
    return ticket;
  }
  Arrival arrival;
  arrival.ticket = ticket;
  arrival.request = std::move(request);
  arrival.protocol = protocol;
  arrival.server_name = channel.server_name;
  arrival.client_certificate = channel.client_certificate;
  arrival.local_port = door_->port;
  arrival.connection = state_;
  arrival.stream = key;
  if (door_->entrance->offer(std::move(arrival))) {
    core_.waiters.emplace(ticket, waiter);
    return ticket;
  }
  request = std::move(arrival.request);
  core_.stopped.push_back(weak_from_this());
  return std::nullopt;
}

std::shared_ptr<EventBuffer> Connection::open_events(Ticket ticket) {
  // The core lives until the mailbox is closed, so the job never sees a dead one.
  auto wake = [mailbox = core_.mailbox, core = &core_, ticket] {
    mailbox->post([core, ticket] { core->events(ticket); });
  };
  return std::make_shared<EventBuffer>(limits().unsent_event_bytes, std::move(wake));
}

}  // namespace droppoint::net
