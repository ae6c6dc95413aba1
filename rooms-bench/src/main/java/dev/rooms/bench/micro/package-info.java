/** JMH benchmarks of the registry and of a broadcast, without any network. */
@NullMarked
package dev.rooms.bench.micro;

import org.jspecify.annotations.NullMarked;
