/** What single steps cost, by JMH: joining and leaving, walking a room, broadcasting, reading and framing. */
@NullMarked
package dev.rooms.bench.micro;

import org.jspecify.annotations.NullMarked;
