package dev.rooms.example.settings;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.rooms.Announcements;
import dev.rooms.Limits;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Settings come from the environment, {@code .env} and a properties file; a wrong one stops the start. */
class ConfigurationTest {
    @TempDir
    Path directory;

    private final Map<String, String> system = new HashMap<>();
    private final Map<String, String> environment = new HashMap<>();

    @Test
    void withoutAnySourceEverythingIsTheDefault() throws Exception {
        Configuration configuration = read();

        assertThat(configuration.get(Settings.PORT)).isEqualTo(3001);
        assertThat(configuration.get(Settings.MAX_MESSAGE_BYTES)).isEqualTo(1 << 20);
        assertThat(configuration.get(Settings.HEARTBEAT_INTERVAL)).isEqualTo(Duration.ofSeconds(25));
        assertThat(configuration.get(Settings.ORIGINS).isAny()).isTrue();
        assertThat(configuration.warnings()).isEmpty();
    }

    @Test
    void everyLimitOfTheLibraryCanBeSet() {
        List<String> limits = Arrays.stream(Limits.class.getRecordComponents())
                .map(RecordComponent::getName)
                .map(name -> "ROOMS_" + name.replaceAll("([A-Z])", "_$1").toUpperCase(Locale.ROOT))
                .toList();

        assertThat(Settings.all()).extracting(Setting::name).containsAll(limits).doesNotHaveDuplicates();
    }

    @Test
    void everyDefaultCanBeWrittenDown() {
        assertThat(Settings.all())
                .allSatisfy(setting -> assertThat(setting.defaultValue()).isNotNull());
    }

    @Test
    void eachSourceIsRead() throws Exception {
        system.put("rooms.port", "1");
        environment.put("ROOMS_MAX_ROOMS_PER_CLIENT", "2");
        file(".env", "ROOMS_MAX_CONNECTIONS=3");
        file("rooms.properties", "ROOMS_MESSAGE_BURST=4\nrooms.max-waiting-events=5");

        Configuration configuration = read();

        assertThat(configuration.get(Settings.PORT)).isEqualTo(1);
        assertThat(configuration.get(Settings.MAX_ROOMS_PER_CLIENT)).isEqualTo(2);
        assertThat(configuration.get(Settings.MAX_CONNECTIONS)).isEqualTo(3);
        assertThat(configuration.get(Settings.MESSAGE_BURST)).isEqualTo(4);
        assertThat(configuration.get(Settings.MAX_WAITING_EVENTS)).isEqualTo(5);
    }

    @Test
    void theEnvironmentWinsOverDotEnvAndThatOverThePropertiesFile() throws Exception {
        file("rooms.properties", "rooms.port=1\nrooms.io-threads=1\nrooms.message-burst=1\nrooms.max-connections=1");
        file(".env", "ROOMS_PORT=2\nROOMS_IO_THREADS=2\nROOMS_MESSAGE_BURST=2");
        environment.putAll(Map.of("ROOMS_PORT", "3", "ROOMS_IO_THREADS", "3"));
        system.put("rooms.port", "4");

        Configuration configuration = read();

        assertThat(configuration.get(Settings.MAX_CONNECTIONS)).isEqualTo(1);
        assertThat(configuration.get(Settings.MESSAGE_BURST)).isEqualTo(2);
        assertThat(configuration.get(Settings.IO_THREADS)).isEqualTo(3);
        assertThat(configuration.get(Settings.PORT)).isEqualTo(4);
    }

    @Test
    void roomsConfigNamesAnotherPropertiesFile() throws Exception {
        file("rooms.properties", "rooms.port=1");
        file("other.properties", "rooms.port=2");
        file(".env", "ROOMS_CONFIG=other.properties");

        assertThat(read().get(Settings.PORT)).isEqualTo(2);
    }

    @Test
    void aPropertiesFileThatIsNamedMustBeThere() {
        environment.put("ROOMS_CONFIG", "nowhere.properties");

        assertThat(flaws())
                .containsExactly("ROOMS_CONFIG is 'nowhere.properties' (in the environment); there is no such file:"
                        + " give the path of a properties file");
    }

    @Test
    void anEmptyValueMeansTheDefault() throws Exception {
        environment.put("ROOMS_PORT", " ");

        assertThat(read().get(Settings.PORT)).isEqualTo(3001);
    }

    @Test
    void dotEnvIsReadAsShellsWriteIt() throws Exception {
        file(".env", """
                # a comment

                export ROOMS_PORT=1
                ROOMS_HOST = "127.0.0.1"   # another
                ROOMS_LOG_LEVEL='warn'
                ROOMS_ORIGINS=https://a.example,https://b.example # a third
                ROOMS_IO_THREADS=2
                DATABASE_URL=postgres://a:b@c/d#e
                ROOMS_MAX_CONNECTIONS=
                """);

        Configuration configuration = read();

        assertThat(configuration.get(Settings.PORT)).isEqualTo(1);
        assertThat(configuration.get(Settings.HOST)).isEqualTo("127.0.0.1");
        assertThat(configuration.get(Settings.LOG_LEVEL)).isEqualTo(LogLevel.WARN);
        assertThat(configuration.get(Settings.ORIGINS).allowsReading("https://b.example"))
                .isTrue();
        assertThat(configuration.get(Settings.ORIGINS).allowsReading("https://c.example"))
                .isFalse();
        assertThat(configuration.get(Settings.IO_THREADS)).isEqualTo(2);
        assertThat(configuration.warnings()).isEmpty();
    }

    @Test
    void aLineOfDotEnvThatSetsNothingIsToldByItsNumberAndNotShown() throws Exception {
        file(".env", "ROOMS_PORT=1\nmy secret\n");

        assertThat(flaws()).containsExactly("Line 2 of .env can't be read; write NAME=value, or # before a comment");
    }

    @Test
    void aPropertiesFileThatCantBeReadStopsTheStart() throws Exception {
        file("rooms.properties", "rooms.host=\\uXYZ");

        assertThat(flaws()).singleElement().asString().contains("rooms.properties; it can't be read as a properties");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ROOMS_PORT                | 65536     | give a whole number from 0 to 65535",
                "ROOMS_PORT                | -1        | give a whole number from 0 to 65535",
                "ROOMS_PORT                | 3001a     | give a whole number from 0 to 65535",
                "ROOMS_PORT                | 99999999999 | give a whole number from 0 to 65535",
                "ROOMS_MAX_CONNECTIONS     | -1        | give a whole number, 0 or more",
                "ROOMS_MAX_ROOM_NAME_LENGTH| 0         | give a whole number, 1 or more",
                "ROOMS_MAX_MESSAGE_BYTES   | 127       | give bytes from 128 to 1GiB, such as 65536, 64KiB or 1MiB",
                "ROOMS_MAX_MESSAGE_BYTES   | 2GiB      | give bytes from 128 to 1GiB, such as 65536, 64KiB or 1MiB",
                "ROOMS_MAX_MESSAGE_BYTES   | 1M        | give bytes from 128 to 1GiB, such as 65536, 64KiB or 1MiB",
                "ROOMS_HEARTBEAT_INTERVAL  | 25        | give a time from 1ms to 24h, such as 500ms, 25s, 2m or PT25S",
                "ROOMS_HEARTBEAT_INTERVAL  | 0s        | give a time from 1ms to 24h, such as 500ms, 25s, 2m or PT25S",
                "ROOMS_DRAIN_TIMEOUT       | -PT5S     | give a time from 1ms to 24h, such as 500ms, 25s, 2m or PT25S",
                "ROOMS_DRAIN_TIMEOUT       | PT900H    | give a time from 1ms to 24h, such as 500ms, 25s, 2m or PT25S",
                "ROOMS_ANNOUNCEMENTS       | none      | give one of: everyone, rooms, off",
                "ROOMS_ROOM_POLICY         | members   | give one of: allow, members-only",
                "ROOMS_ORIGINS             | example.org | give *, same-host, or origins such as https://example.org with"
                        + " commas between them",
                "ROOMS_LOG_FORMAT          | xml       | give one of: text, json",
                "ROOMS_LOG_LEVEL           | loud      | give one of: trace, debug, info, warn, error, off",
            })
    void aWrongValueIsNamedWithWhereItStandsAndWhatIsAllowed(String name, String value, String said) {
        environment.put(name, value);

        assertThat(flaws()).containsExactly(name + " is '" + value + "' (in the environment); " + said);
    }

    @ParameterizedTest
    @CsvSource({
        "64KiB, 65536",
        "64kib, 65536",
        "1 MiB, 1048576",
        "1GiB, 1073741824",
        "4096, 4096",
        "4096B, 4096",
    })
    void bytesMayHaveAUnit(String text, long bytes) throws Exception {
        environment.put("ROOMS_MAX_MESSAGE_BYTES", text);

        assertThat(read().get(Settings.MAX_MESSAGE_BYTES)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @CsvSource({"500ms, 500", "25s, 25000", "2m, 120000", "1h, 3600000", "PT25S, 25000", "pt0.5s, 500", "25 S, 25000"})
    void timesHaveAUnitOrAreIso8601(String text, long millis) throws Exception {
        environment.put("ROOMS_HEARTBEAT_TIMEOUT", text);

        assertThat(read().get(Settings.HEARTBEAT_TIMEOUT)).isEqualTo(Duration.ofMillis(millis));
    }

    @Test
    void choicesAreReadInAnyCase() throws Exception {
        environment.putAll(Map.of("ROOMS_ANNOUNCEMENTS", "Off", "ROOMS_ROOM_POLICY", "MEMBERS-ONLY"));

        assertThat(read().get(Settings.ANNOUNCEMENTS)).isEqualTo(Announcements.OFF);
        assertThat(read().get(Settings.ROOM_POLICY)).isEqualTo(RoomPolicy.MEMBERS_ONLY);
    }

    @Test
    void originsCanBeBoundToTheSameHost() throws Exception {
        environment.put("ROOMS_ORIGINS", "same-host");

        assertThat(read().get(Settings.ORIGINS)
                        .allows(Optional.of("https://a.example"), Optional.of("a.example"), false))
                .isTrue();
        assertThat(read().get(Settings.ORIGINS)
                        .allows(Optional.of("https://b.example"), Optional.of("a.example"), false))
                .isFalse();
    }

    @Test
    void allThatIsWrongIsToldAtOnce() throws Exception {
        environment.put("ROOMS_PORT", "x");
        file(".env", "ROOMS_LOG_LEVEL=loud");
        file("rooms.properties", "rooms.max-connections=many");
        system.put("rooms.drain-timeout", "soon");

        assertThat(flaws())
                .hasSize(4)
                .anySatisfy(flaw -> assertThat(flaw).startsWith("ROOMS_PORT is 'x' (in the environment)"))
                .anySatisfy(flaw -> assertThat(flaw).startsWith("ROOMS_LOG_LEVEL is 'loud' (in .env)"))
                .anySatisfy(
                        flaw -> assertThat(flaw).startsWith("ROOMS_MAX_CONNECTIONS is 'many' (in the properties file)"))
                .anySatisfy(
                        flaw -> assertThat(flaw).startsWith("ROOMS_DRAIN_TIMEOUT is 'soon' (as a system property)"));
    }

    @Test
    void whatTheLimitsSayOfThemselvesIsToldInTheNamesOfVariables() {
        assertThat(ConfigurationReader.inVariables("maxMessageBytes is 5; give sendTimeout more"))
                .isEqualTo("ROOMS_MAX_MESSAGE_BYTES is 5; give ROOMS_SEND_TIMEOUT more");
    }

    @Test
    void theLimitsAreThoseThatWereSet() throws Exception {
        assertThat(read().limits()).isEqualTo(Limits.DEFAULTS);

        environment.put("ROOMS_MAX_MESSAGE_BYTES", "2MiB");
        environment.put("ROOMS_CLOSE_TIMEOUT", "1s");

        assertThat(read().limits())
                .isEqualTo(Limits.DEFAULTS.withMaxMessageBytes(2 << 20).withCloseTimeout(Duration.ofSeconds(1)));
    }

    @Test
    void aValueWithControlCharactersCantForgeLinesOfTheMessage() {
        environment.put("ROOMS_HOST", "ok");
        environment.put("ROOMS_PORT", "1\nROOMS_HOST is fine\u001b[2J");

        assertThat(flaws()).singleElement().asString().doesNotContain("\n", "\u001b");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ROOMS_PROT          | There is no setting ROOMS_PROT (in the environment); did you mean ROOMS_PORT?",
                "ROOMS_DRAIN_TIME_OUT| There is no setting ROOMS_DRAIN_TIME_OUT (in the environment); did you mean"
                        + " ROOMS_DRAIN_TIMEOUT?",
                "ROOMS_QQ            | There is no setting ROOMS_QQ (in the environment); --help lists them all",
            })
    void anUnknownNameIsWarnedOfWithTheNearestOne(String name, String warning) throws Exception {
        environment.put(name, "1");

        assertThat(read().warnings()).containsExactly(warning);
    }

    @Test
    void unknownNamesInFilesAreWarnedOfToo() throws Exception {
        file("rooms.properties", "rooms.prot=1\nother.name=2");
        file(".env", "ROOMS_HOSTS=1");

        assertThat(read().warnings())
                .containsExactlyInAnyOrder(
                        "There is no setting rooms.prot (in the properties file); did you mean ROOMS_PORT?",
                        "There is no setting ROOMS_HOSTS (in .env); did you mean ROOMS_HOST?");
    }

    @Test
    void helpNamesEverySettingWithItsDefaultAndWhatIsAllowed() {
        String help = Help.text();

        assertThat(Settings.all())
                .allSatisfy(setting -> assertThat(help)
                        .contains(setting.name() + "=" + setting.defaultText())
                        .contains(setting.description())
                        .contains(setting.format().allowed()));
    }

    @Test
    void aSettingThatIsntInTheTableIsRefused() throws Exception {
        Setting<Integer> stray = new Setting<>("ROOMS_STRAY", Format.wholeNumber(0, 1), "0", "None");
        Configuration configuration = read();

        assertThatThrownBy(() -> configuration.get(stray)).hasMessage("ROOMS_STRAY isn't in the table of settings");
    }

    private Configuration read() throws WrongSettingsException {
        return Configuration.read(new Sources(system, environment, directory));
    }

    private List<String> flaws() {
        return catchThrowableOfType(WrongSettingsException.class, this::read).flaws();
    }

    private void file(String name, String content) throws IOException {
        Files.writeString(directory.resolve(name), content, UTF_8);
    }
}
