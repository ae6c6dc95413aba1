package dev.rooms.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rooms.Audience;
import dev.rooms.FoundClient;
import dev.rooms.Json;
import dev.rooms.RoomsEmitter;
import dev.rooms.backplane.Backplane;
import dev.rooms.registry.RoomRegistry.RoomSize;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What can't go wrong between servers, as the types leave no room for it. */
class ClusterShapeTest {
    /** What means the same on every server; with what a client's attributes may be, of which {@link Portable} takes data alone. */
    private static final Set<Class<?>> PLAIN = Set.of(
            String.class,
            long.class,
            Long.class,
            int.class,
            Integer.class,
            boolean.class,
            Json.class,
            ByteBuffer.class,
            Optional.class,
            Set.class,
            List.class,
            Map.class,
            Object.class);

    private static void collect(Type type, Set<Class<?>> known) {
        if (type instanceof ParameterizedType generic) {
            collect(generic.getRawType(), known);
            Arrays.stream(generic.getActualTypeArguments()).forEach(argument -> collect(argument, known));
        } else if (type instanceof Class<?> single && known.add(single) && !PLAIN.contains(single)) {
            if (single.isSealed()) {
                Arrays.stream(single.getPermittedSubclasses()).forEach(kind -> collect(kind, known));
            }
            if (single.isRecord()) {
                for (RecordComponent component : single.getRecordComponents()) {
                    collect(component.getGenericType(), known);
                }
            }
        }
    }

    @Test
    void whatServersSayIsDataAloneSoNoConditionCanBeInIt() {
        Set<Class<?>> said = new HashSet<>();
        collect(Letter.class, said);

        assertThat(said).contains(Whom.class, Question.Find.class, FoundClient.class, RoomSize.class);
        assertThat(said)
                .allMatch(
                        type -> PLAIN.contains(type) || type.isRecord() || type.isSealed(), "is data, and no function");
    }

    private static boolean isFunction(Class<?> type) {
        return type.isInterface()
                && Arrays.stream(type.getMethods())
                                .filter(method -> Modifier.isAbstract(method.getModifiers()))
                                .count()
                        == 1;
    }

    @ParameterizedTest
    @ValueSource(classes = {Audience.class, RoomsEmitter.Target.class})
    void whoIsLeftOutIsAnIdOrARoomAndNeverAQuestionThatOneServerAloneCanAnswer(Class<?> type) {
        List<Method> methods = new ArrayList<>();
        for (Method method : type.getMethods()) {
            if (method.getDeclaringClass() != Object.class) {
                methods.add(method);
            }
        }

        assertThat(methods).extracting(Method::getName).contains("to", "except", "exceptIds", "emit");
        assertThat(methods)
                .allMatch(
                        method -> Arrays.stream(method.getParameterTypes()).noneMatch(ClusterShapeTest::isFunction),
                        "takes no function");
    }

    @Test
    void aBackplaneHasSixMethodsAtMostAndKnowsNothingOfRooms() {
        assertThat(Backplane.class.getMethods()).hasSizeLessThanOrEqualTo(6);
        assertThat(Arrays.stream(Backplane.class.getMethods())
                        .flatMap(method -> Arrays.stream(method.getParameterTypes())))
                .isSubsetOf(Backplane.Receiver.class, String.class, byte[].class, Set.class);
    }
}
