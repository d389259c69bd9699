#include <catch2/catch.hpp>

#include <csignal>

#include <sys/resource.h>

#include "emulator/journal/sqlite_journal.hpp"
#include "tests/unit/journal/temporary_folder.hpp"
#include "tests/unit/owner/served.hpp"

using namespace droppoint;
using test::Served;

namespace {

// No file of this process can grow while it lives.
class FullDisk {
 public:
  FullDisk() {
    std::signal(SIGXFSZ, SIG_IGN);
    getrlimit(RLIMIT_FSIZE, &before_);
    const rlimit bound{1, before_.rlim_max};
    setrlimit(RLIMIT_FSIZE, &bound);
  }
  FullDisk(const FullDisk&) = delete;
  FullDisk& operator=(const FullDisk&) = delete;
  ~FullDisk() { setrlimit(RLIMIT_FSIZE, &before_); }

 private:
  rlimit before_{};
};

}  // namespace

TEST_CASE("after the journal failed nothing is answered as done, and only looking is let in") {
  const test::TemporaryFolder folder;
  const auto journal = *journal::SqliteJournal::open(folder / "journal.db");
  Served served({.mode = owner::Pace::Mode::manual}, {}, journal.get());
  served.offer(1);
  served.owner->turn();
  journal->wait_committed();
  const net::Position committed = served.exit->committed();
  REQUIRE(served.exit->left().size() == 1);
  REQUIRE(served.exit->left()[0].position <= committed);
  CHECK_FALSE(served.owner->failure());

  served.offer(2);
  served.offer(3, "/slow");
  {
    const FullDisk disk;
    served.owner->turn();
    journal->wait_committed();
  }
  REQUIRE(served.exit->left().size() == 2);
  CHECK(served.exit->left()[1].position > committed);
  REQUIRE(served.owner->failure());
  CHECK(served.owner->failure()->code == "JournalFailed");

  served.offer(4);
  served.offer(5, "/_droppoint/v1/health");
  net::Arrival changing = Served::arrival(6, "/_droppoint/v1/reset");
  changing.request.method = "POST";
  served.owner->offer(std::move(changing));
  served.owner->turn();
  CHECK(served.exit->committed() == committed);
  const auto log = served.exit->log();
  CHECK(std::count(log.begin(), log.end(), "discard") == 1);
  const auto left = served.exit->left();
  REQUIRE(left.size() == 6);
  CHECK(left[2].ticket == 3);
  CHECK_FALSE(left[2].response);
  CHECK(left[3].response->status == 503);
  CHECK(http::bytes_of(left[3].response->body).find("journal cannot be written") != std::string_view::npos);
  CHECK(left[4].response->status == 200);
  CHECK(left[5].response->status == 503);
  for (std::size_t index = 2; index < left.size(); ++index) CHECK(left[index].position == 0);
}
