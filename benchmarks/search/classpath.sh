# Builds the search module and its tests; leaves their class path in $classpath and the module in $module.
module=$root/modules/search
list=$module/target/benchmark.classpath
mvn -q -f "$root/pom.xml" -pl modules/search -am -DskipTests \
  test-compile dependency:build-classpath -Dmdep.outputFile="$list" -Dmdep.includeScope=test
classpath="$module/target/test-classes:$module/target/classes:$(cat "$list")"
