package dev.rooms.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedisTlsTest {
    private static final char[] PASSWORD = "changeit".toCharArray();

    /** A certificate that nobody vouches for. */
    private static void makeCertificate(Path folder) throws Exception {
        Path store = folder.resolve("store.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-alias",
                        "redis",
                        "-dname",
                        "CN=redis.example",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        new String(PASSWORD))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool.log").toFile())
                .start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream bytes = Files.newInputStream(store)) {
            keys.load(bytes, PASSWORD);
        }
        write(
                folder.resolve("key.pem"),
                "PRIVATE KEY",
                keys.getKey("redis", PASSWORD).getEncoded());
        write(
                folder.resolve("cert.pem"),
                "CERTIFICATE",
                keys.getCertificate("redis").getEncoded());
    }

    private static void write(Path file, String what, byte[] bytes) throws Exception {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
        Files.writeString(file, "-----BEGIN " + what + "-----\n" + text + "\n-----END " + what + "-----\n");
    }

    @Test
    void tlsIsSpokenAndACertificateIsChecked(@TempDir Path folder) throws Exception {
        makeCertificate(folder);
        int port = RedisServer.freePort();
        try (RedisServer redis = RedisServer.start(
                        folder,
                        "tls-port " + port,
                        "tls-cert-file " + folder.resolve("cert.pem"),
                        "tls-key-file " + folder.resolve("key.pem"),
                        "tls-auth-clients no");
                Server one = Server.join(Server.settings("rediss://127.0.0.1:" + port + "?verifyPeer=NONE"));
                Server strict = Server.start(Server.settings("rediss://127.0.0.1:" + port))) {
            one.subscribe("p:1");
            one.fence("p:1", one);
            assertThat(redis.clientsOf("subscribe")).hasSize(1);

            strict.awaitStates("parted");
            assertThat(strict.states().get(0)).contains("certification path");
        }
    }
}
