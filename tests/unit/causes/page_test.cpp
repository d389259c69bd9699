#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include <catch2/catch.hpp>

#include "fakes/causes.hpp"

// docs/causes.md is written from the catalogue. After a change there: unit_causes "[write-page]".

namespace droppoint::fakes {
namespace {

std::filesystem::path page_path() {
  return std::filesystem::path(DROPPOINT_SOURCE_DIR) / "docs" / "causes.md";
}

const char* heading_of(int drop_point) {
  switch (drop_point) {
    case 1:
      return "## Drop point 1: the hub did not accept it\n\n";
    case 2:
      return "## Drop point 2: the push service did not accept it from the hub\n\n";
    case 3:
      return "## Drop point 3: the push service did not deliver it to the device\n\n";
    default:
      return "## Event Grid\n\n";
  }
}

std::string page() {
  std::string text =
      "# Causes\n\n"
      "Why a notification fell. Each dropped notification names one of these; the drop point is where on its "
      "path "
      "it fell.\n\n";
  int last = -1;
  for (const Cause& cause : all_causes()) {
    if (cause.drop_point != last) text += heading_of(cause.drop_point);
    last = cause.drop_point;
    text += "### " + std::string(cause.id) + "\n\n" + std::string(cause.what) + "\n\n";
    text += "- **How it shows**: " + std::string(cause.shows) + "\n";
    text += "- **What to do**: " + std::string(cause.remedy) + "\n";
    text += "- **Read on**: <" + std::string(cause.document) + ">\n\n";
  }
  text.pop_back();
  return text;
}

TEST_CASE("the page of causes is that of the catalogue") {
  std::ifstream file(page_path(), std::ios::binary);
  REQUIRE(file.is_open());
  std::ostringstream text;
  text << file.rdbuf();
  CHECK(text.str() == page());
}

TEST_CASE("write the page of causes", "[.write-page]") {
  std::ofstream file(page_path(), std::ios::binary);
  file << page();
  CHECK(file.good());
}

}  // namespace
}  // namespace droppoint::fakes
