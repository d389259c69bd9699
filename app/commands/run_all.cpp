#include "app/commands/run_all.hpp"

#include <atomic>
#include <thread>

namespace droppoint::app {

std::vector<scenarios::Report> run_all(const std::vector<scenarios::Scenario>& all, std::uint64_t seed,
                                       unsigned jobs, const std::shared_ptr<journal::Journal>& journal) {
  std::vector<scenarios::Report> reports(all.size());
  std::atomic<std::size_t> next{0};
  const auto work = [&] {
    for (std::size_t index = next++; index < all.size(); index = next++) {
      reports[index] = scenarios::run(all[index], {.seed = seed, .journal = journal});
    }
  };
  std::vector<std::thread> helpers;
  for (unsigned job = 1; job < jobs; ++job) helpers.emplace_back(work);
  work();
  for (std::thread& helper : helpers) helper.join();
  return reports;
}

}  // namespace droppoint::app
