# Each scenario is a test of its own, labelled with the causes that it reaches; causes that no scenario can bring
# about are labelled on a unit test (reached-by-unit-tests.txt). check.py compares all with the catalogue.
file(GLOB_RECURSE scenarios CONFIGURE_DEPENDS RELATIVE ${PROJECT_SOURCE_DIR} ${PROJECT_SOURCE_DIR}/scenarios/*.yaml)
foreach(scenario IN LISTS scenarios)
  file(STRINGS ${PROJECT_SOURCE_DIR}/${scenario} lines REGEX "cause: ")
  string(REGEX MATCHALL "[^_]cause: [a-z0-9-]+" causes "${lines}")
  list(TRANSFORM causes REPLACE ".*cause: " "cause:")
  list(REMOVE_DUPLICATES causes)
  add_test(NAME "${scenario}" COMMAND droppoint_program run ${PROJECT_SOURCE_DIR}/${scenario})
  set_tests_properties("${scenario}" PROPERTIES LABELS "scenario;${causes}")
endforeach()

file(STRINGS ${CMAKE_CURRENT_LIST_DIR}/reached-by-unit-tests.txt reached REGEX "^[a-z]")
foreach(line IN LISTS reached)
  string(REGEX MATCH "^([a-z0-9-]+) \\| ([a-z_]+) \\| (.*)$" matched "${line}")
  # A comma would divide the name for Catch2.
  string(REPLACE "," "\\," test_case "${CMAKE_MATCH_3}")
  add_test(NAME "cause ${CMAKE_MATCH_1}" COMMAND ${CMAKE_MATCH_2} "${test_case}")
  set_tests_properties("cause ${CMAKE_MATCH_1}" PROPERTIES
    LABELS "cause:${CMAKE_MATCH_1}" FAIL_REGULAR_EXPRESSION "No test cases matched")
endforeach()

find_package(Python3 REQUIRED COMPONENTS Interpreter)
add_test(NAME "causes: each of the catalogue is reached or on the list"
         COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_LIST_DIR}/check.py ${PROJECT_SOURCE_DIR})
set_tests_properties("causes: each of the catalogue is reached or on the list" PROPERTIES LABELS structure)
