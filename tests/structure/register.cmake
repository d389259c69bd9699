find_package(Python3 3.9 REQUIRED COMPONENTS Interpreter)

# One test for each rule, so that the summary names the one that is broken.
foreach(rule IN ITEMS arrows cycles length calls awaits heavy guards format dead marks names)
  add_test(NAME "structure: ${rule}"
           COMMAND ${Python3_EXECUTABLE} -B ${CMAKE_CURRENT_LIST_DIR}/check.py --root ${PROJECT_SOURCE_DIR} ${rule})
  set_tests_properties("structure: ${rule}" PROPERTIES LABELS structure)
endforeach()
add_test(NAME "structure: planted violations are found"
         COMMAND ${Python3_EXECUTABLE} -B ${CMAKE_CURRENT_LIST_DIR}/selftest.py)
set_tests_properties("structure: planted violations are found" PROPERTIES LABELS structure)
