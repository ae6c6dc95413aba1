# syntax=docker/dockerfile:1
# The example server in a container. See docs/deploying.md.

FROM eclipse-temurin:25-jdk AS build
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/root/.m2 \
    ./mvnw -B -q -DskipTests -pl rooms-example-app -am package

FROM eclipse-temurin:25-jre
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin rooms
WORKDIR /app
COPY --from=build /src/rooms-example-app/target/rooms-example-app.jar ./
USER 10001:10001
EXPOSE 3001
# Bash speaks HTTP here, as the image needn't have curl. Live, not ready: a server that drains is not to be killed.
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s --retries=3 \
    CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/${ROOMS_PORT:-3001} && printf 'GET /health/live HTTP/1.0\\r\\n\\r\\n' >&3 && read -r status <&3 && [[ $status == *' 200 '* ]]"]
# In exec form, so that SIGTERM reaches the server. A quarter of the memory stays for buffers outside the heap; whoever
# runs out of it is restarted rather than left half alive. Further flags go into JAVA_TOOL_OPTIONS.
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=75", "-XX:+ExitOnOutOfMemoryError", "--sun-misc-unsafe-memory-access=allow", "-jar", "rooms-example-app.jar"]
