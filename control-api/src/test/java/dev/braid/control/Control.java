package dev.braid.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.control.web.ManagementConnector;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** A control plane in this process, on ports of its own, with an administrator. */
final class Control implements AutoCloseable {
    static final String PASSWORD = "correct horse battery";

    private static final Pattern COOKIE = Pattern.compile("braid_session=([^;]+)");
    static final String SCOPES =
            "\"nodes:read\",\"nodes:write\",\"metrics:read\",\"events:read\",\"certificates:read\",\"certificates:write\","
                    + "\"enrolment:read\",\"enrolment:write\",\"diagnostics:read\",\"diagnostics:run\",\"tokens:read\","
                    + "\"tokens:write\",\"users:read\",\"users:write\",\"audit:read\",\"support:read\",\"backup:read\","
                    + "\"backup:restore\"";

    private final Path directory;
    private final ConfigurableApplicationContext context;

    private Control(Path directory, ConfigurableApplicationContext context) {
        this.directory = directory;
        this.context = context;
    }

    static Control start(Path directory, String... arguments) {
        return start(directory, new SpringApplicationBuilder(ControlMain.class), arguments);
    }

    /** By a clock that can be turned. */
    static Control start(Path directory, Clock clock) {
        return start(
                directory,
                new SpringApplicationBuilder(ControlMain.class)
                        .initializers(context -> ((GenericApplicationContext) context)
                                .registerBean("turned", Clock.class, () -> clock, bean -> bean.setPrimary(true))));
    }

    private static Control start(Path directory, SpringApplicationBuilder application, String... arguments) {
        List<String> all = new ArrayList<>(List.of(
                "--braid.data-directory=" + directory,
                "--server.port=0",
                "--braid.management.port=0",
                "--braid.sessions.port=0"));
        all.addAll(List.of(arguments));
        return new Control(directory, application.run(all.toArray(String[]::new)));
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    ConfigurableApplicationContext context() {
        return context;
    }

    Path directory() {
        return directory;
    }

    Client anonymous() {
        int port = context.getEnvironment().getProperty("local.server.port", Integer.class, 0);
        return new Client(URI.create("http://127.0.0.1:" + port), "");
    }

    URI management() {
        return URI.create("http://127.0.0.1:" + bean(ManagementConnector.class).port());
    }

    /** Sets up, signs in, makes a token with all scopes. */
    Client administrator() {
        Client client = anonymous();
        assertThat(setUp(client, directory).status()).isEqualTo(204);
        return tokenOf(client, "ada", "all", SCOPES);
    }

    static Answer setUp(Client client, Path directory) {
        return client.post(
                "setup",
                "{\"token\":\"" + setupToken(directory) + "\",\"user\":\"ada\",\"password\":\"" + PASSWORD + "\"}");
    }

    static String setupToken(Path directory) {
        Path file = directory.resolve("setup-link");
        try {
            // It is written when all else is ready, which is after the first request can be answered.
            for (Instant end = Instant.now().plusSeconds(20);
                    !Files.exists(file) && Instant.now().isBefore(end); ) {
                Thread.onSpinWait();
            }
            String link = Files.readString(file).strip();
            return link.substring(link.indexOf("token=") + "token=".length());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Client tokenOf(Client client, String user, String name, String scopes) {
        Answer signedIn = signIn(client, user);
        Answer token = client.put(
                "tokens/" + name,
                "{\"scopes\":[" + scopes + "],\"expiresAt\":\"" + Instant.now().plus(30, ChronoUnit.DAYS) + "\"}",
                "Cookie",
                cookie(signedIn),
                "X-CSRF-Token",
                signedIn.json().path("csrfToken").asString());
        assertThat(token.status()).as(token.toString()).isEqualTo(201);
        return client.with(token.json().path("secret").asString());
    }

    static Answer signIn(Client client, String user) {
        Answer signedIn = client.post("session", "{\"user\":\"" + user + "\",\"password\":\"" + PASSWORD + "\"}");
        assertThat(signedIn.status()).as(signedIn.toString()).isEqualTo(200);
        return signedIn;
    }

    static String cookie(Answer signedIn) {
        Matcher found =
                COOKIE.matcher(String.join("\n", signedIn.response().headers().allValues("Set-Cookie")));
        assertThat(found.find()).isTrue();
        return "braid_session=" + found.group(1);
    }

    @Override
    public void close() {
        context.close();
    }
}
