#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace droppoint::http {

// ASCII only, as everywhere in HTTP.
bool equal_ignoring_case(std::string_view left, std::string_view right);
std::string to_lower(std::string_view text);

// The header fields of a message: order, repetition and the case of names are kept as received; look-ups
// ignore case. One block of text and offsets into it, since a hop keeps them for as long as the journal
// lives.
class Headers {
 public:
  struct Field {
    std::string_view name;
    std::string_view value;
  };

  Headers() = default;
  Headers(std::initializer_list<std::pair<std::string_view, std::string_view>> fields);

  // Appends, whatever is there already.
  void add(std::string_view name, std::string_view value);
  // Replaces all fields of that name by one, at the place of the first.
  void set(std::string_view name, std::string_view value);
  // How many were removed.
  std::size_t remove(std::string_view name);

  // The first of that name. Views are valid until the headers change.
  std::optional<std::string_view> get(std::string_view name) const;
  std::vector<std::string_view> all(std::string_view name) const;
  std::size_t count(std::string_view name) const;
  bool contains(std::string_view name) const { return get(name).has_value(); }

  std::size_t size() const { return offsets_.size(); }
  bool empty() const { return offsets_.empty(); }
  Field operator[](std::size_t index) const;

  class Iterator {
   public:
    Iterator(const Headers* headers, std::size_t index) : headers_(headers), index_(index) {}
    Field operator*() const { return (*headers_)[index_]; }
    Iterator& operator++() {
      ++index_;
      return *this;
    }
    friend bool operator==(const Iterator& left, const Iterator& right) {
      return left.index_ == right.index_;
    }

   private:
    const Headers* headers_;
    std::size_t index_;
  };
  Iterator begin() const { return {this, 0}; }
  Iterator end() const { return {this, offsets_.size()}; }

  friend bool operator==(const Headers& left, const Headers& right);

 private:
  struct Offsets {
    std::uint32_t name;
    std::uint32_t value;
    std::uint32_t end;
  };
  std::string text_;
  std::vector<Offsets> offsets_;
};

}  // namespace droppoint::http
