#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <SQLiteCpp/SQLiteCpp.h>

#include "emulator/http/headers.hpp"
#include "emulator/sim/time.hpp"

// How values are written in columns, and read back without loss. Only this folder's sqlite_*.cpp include it.

namespace droppoint::journal {

// `[["name","value"],…]`. A field that is not UTF-8 is written as Latin-1 text, with "latin1" as its third
// member.
std::string headers_to_text(const http::Headers& headers);
std::optional<http::Headers> headers_from_text(std::string_view text);

// `["…",…]`.
std::string list_to_text(const std::vector<std::string>& list);
std::optional<std::vector<std::string>> list_from_text(std::string_view text);

// Binds the parameters of a prepared statement one after the other, then runs it.
class Binder {
 public:
  explicit Binder(SQLite::Statement& statement) : statement_(statement) { statement_.reset(); }

  Binder& null();
  Binder& integer(std::int64_t value);
  // Text if it is UTF-8, else a blob. `bytes` must live until run().
  Binder& bytes(const std::string& bytes);
  Binder& bytes_or_null(const std::string& bytes) { return bytes.empty() ? null() : this->bytes(bytes); }
  Binder& text(std::string_view text);
  Binder& time(sim::Time time) { return text(sim::to_iso8601(time)); }
  // The printed form, or NULL for an id that names nothing.
  template <class Id>
  Binder& id_or_null(Id id) {
    return id ? text(to_text(id)) : null();
  }
  void run();

 private:
  SQLite::Statement& statement_;
  int index_ = 0;
};

// Reads the columns of a row one after the other. What cannot be read marks the row as damaged and reads as a
// default.
class Columns {
 public:
  explicit Columns(SQLite::Statement& row) : row_(row) {}

  bool null() { return row_.getColumn(index_).isNull(); }
  void skip(int columns = 1) { index_ += columns; }
  std::int64_t integer() { return row_.getColumn(index_++).getInt64(); }
  std::uint64_t number();
  // NULL reads as empty.
  std::string bytes() { return row_.getColumn(index_++).getString(); }
  sim::Time time();
  // With a function that reads a printed form: `columns.parsed(wire::parse_party)`.
  template <class Parse>
  auto parsed(Parse parse) {
    auto value = parse(bytes());
    if (!value) damaged_ = true;
    return value ? *std::move(value) : typename decltype(value)::value_type{};
  }
  // The same, for a column that may be NULL.
  template <class Parse>
  auto parsed_or_default(Parse parse) {
    using Value = typename decltype(parse(std::string_view()))::value_type;
    if (!null()) return parsed(parse);
    skip();
    return Value{};
  }
  bool damaged() const { return damaged_; }

 private:
  SQLite::Statement& row_;
  int index_ = 0;
  bool damaged_ = false;
};

}  // namespace droppoint::journal
