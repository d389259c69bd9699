# Somebody else's project that finds, links and runs the installed package. The whole build must be there already.
# Sanitized libraries would ask the same flags of their user, so those builds have no such test.
if(NOT DROPPOINT_SANITIZE)
  add_test(NAME "consumer: a project links the installed package"
           COMMAND ${CMAKE_COMMAND} -D BUILD=${PROJECT_BINARY_DIR} -D WORK=${CMAKE_CURRENT_BINARY_DIR}/consumer
                   -D SOURCE=${CMAKE_CURRENT_LIST_DIR} -D COMPILER=${CMAKE_CXX_COMPILER}
                   -D LAUNCHER=${CMAKE_CXX_COMPILER_LAUNCHER} -D GENERATOR=${CMAKE_GENERATOR}
                   -P ${CMAKE_CURRENT_LIST_DIR}/run.cmake)
  set_tests_properties("consumer: a project links the installed package" PROPERTIES LABELS consumer)
endif()
