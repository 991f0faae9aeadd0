#!/usr/bin/env bash
# Builds the package with Maven, offline from Debian's own repository, and the runner against the jar.
set -euo pipefail
cd "$(dirname "$0")/.."
bash ../apt-install.sh openjdk-17-jdk-headless maven libmaven-compiler-plugin-java libmaven-resources-plugin-java libmaven-jar-plugin-java \
  libmaven-install-plugin-java libsurefire-java libanimal-sniffer-java libgrpc-java libprotobuf-java libnetty-java libnetty-tcnative-java \
  libperfmark-java libguava-java libjsr305-java libgoogle-gson-java libgeronimo-annotation-1.3-spec-java
rm -rf target conformance/target
mkdir -p conformance/target/rpc conformance/target/runner conformance/target/native
cp -as /usr/share/maven-repo conformance/target/m2

# Debian's netty has no ALPN of the JDK: TLS goes through OpenSSL, whose binding is looked for under this name (a link is not followed).
cp -L /usr/lib/*/jni/libnetty-tcnative.so conformance/target/native/libnetty_tcnative.so

# Debian's proto-google-common-protos is older than ErrorInfo: what Maven Central would give is compiled from the same protos instead.
javac --release 11 -nowarn -cp /usr/share/java/protobuf.jar -d conformance/target/rpc $(find conformance/gen -name '*.java')
protos=conformance/target/m2/com/google/api/grpc/proto-google-common-protos/2.0.1
mkdir -p "$protos"
jar --create --file "$protos/proto-google-common-protos-2.0.1.jar" -C conformance/target/rpc .
cat > "$protos/proto-google-common-protos-2.0.1.pom" <<POM
<project><modelVersion>4.0.0</modelVersion><groupId>com.google.api.grpc</groupId><artifactId>proto-google-common-protos</artifactId><version>2.0.1</version></project>
POM

mvn --offline --batch-mode --quiet -Dmaven.repo.local="$PWD/conformance/target/m2" -DskipTests package
javac --release 11 -Xlint:all,-processing -Werror -cp "$(bash conformance/classpath.sh)" -d conformance/target/runner conformance/*.java
