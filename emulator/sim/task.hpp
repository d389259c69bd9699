#pragma once

#include <coroutine>
#include <exception>
#include <optional>
#include <utility>

#include "emulator/assert.hpp"

namespace droppoint::sim {

template <class T>
class Task;

namespace detail {

// What the promises of all tasks share: who waits (nobody before the first pause), and how control goes back.
struct TaskPromiseBase {
  std::coroutine_handle<> waiter = std::noop_coroutine();
  std::exception_ptr failure;

  struct FinalAwaiter {
    bool await_ready() const noexcept { return false; }
    template <class Promise>
    std::coroutine_handle<> await_suspend(std::coroutine_handle<Promise> finished) const noexcept {
      return finished.promise().waiter;
    }
    void await_resume() const noexcept {}
  };

  std::suspend_always initial_suspend() const noexcept { return {}; }
  FinalAwaiter final_suspend() const noexcept { return {}; }
  void unhandled_exception() noexcept { failure = std::current_exception(); }
};

template <class T>
struct TaskPromise : TaskPromiseBase {
  std::optional<T> value;
  Task<T> get_return_object() noexcept;
  template <class U>
  void return_value(U&& result) {
    value.emplace(std::forward<U>(result));
  }
  T take() {
    if (failure) std::rethrow_exception(failure);
    return std::move(*value);
  }
};

template <>
struct TaskPromise<void> : TaskPromiseBase {
  Task<void> get_return_object() noexcept;
  void return_void() const noexcept {}
  void take() const {
    if (failure) std::rethrow_exception(failure);
  }
};

}  // namespace detail

// A lazy coroutine: it starts when it is awaited, has exactly one waiter, and owns its frame. Destroying a
// task that is suspended destroys what it waits for with it.
//
// g++ 12 miscompiles some co_await expressions (docs/architecture.md, "Coroutines"): build the arguments as
// named values, one co_await in a statement, no braces, `?:`, `&&` or `||` in it.
template <class T>
class [[nodiscard]] Task {
 public:
  using promise_type = detail::TaskPromise<T>;

  Task() = default;
  explicit Task(std::coroutine_handle<promise_type> frame) noexcept : frame_(frame) {}
  Task(Task&& other) noexcept : frame_(std::exchange(other.frame_, {})) {}
  Task& operator=(Task&& other) noexcept {
    if (this != &other) {
      if (frame_) frame_.destroy();
      frame_ = std::exchange(other.frame_, {});
    }
    return *this;
  }
  ~Task() {
    if (frame_) frame_.destroy();
  }

  bool await_ready() const noexcept { return false; }
  // Runs the task at once. One that ends without a pause resumes nobody: its waiter just goes on, so that a
  // loop over such tasks keeps the stack flat also where the compiler turns no symmetric transfer into a
  // jump.
  bool await_suspend(std::coroutine_handle<> waiter) {
    frame_.resume();
    if (frame_.done()) return false;
    frame_.promise().waiter = waiter;
    return true;
  }
  T await_resume() { return frame_.promise().take(); }

 private:
  std::coroutine_handle<promise_type> frame_;
};

template <class T>
Task<T> detail::TaskPromise<T>::get_return_object() noexcept {
  return Task<T>(std::coroutine_handle<TaskPromise<T>>::from_promise(*this));
}

inline Task<void> detail::TaskPromise<void>::get_return_object() noexcept {
  return Task<void>(std::coroutine_handle<TaskPromise<void>>::from_promise(*this));
}

}  // namespace droppoint::sim
