package dev.braid.control.setup;

import dev.braid.control.access.FirstAdministrator;
import dev.braid.control.access.Secrets;
import dev.braid.control.backup.SetupGate;
import dev.braid.control.store.DataDirectory;
import dev.braid.control.store.Settings;
import dev.braid.control.store.Store;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Makes the link at each start until there is an administrator; an older link is void. */
@Component
class SetupLink implements SetupGate {
    static final String FILE = "setup-link";

    private static final Logger log = LoggerFactory.getLogger(SetupLink.class);
    private static final String SETTING = "setup-token-hash";

    private final FirstAdministrator first;
    private final Store store;
    private final Settings settings;
    private final DataDirectory directory;
    private final Environment environment;

    SetupLink(
            FirstAdministrator first,
            Store store,
            Settings settings,
            DataDirectory directory,
            Environment environment) {
        this.first = first;
        this.store = store;
        this.settings = settings;
        this.directory = directory;
        this.environment = environment;
    }

    boolean isRequired() {
        return first.isMissing();
    }

    @Override
    public boolean opens(@Nullable String setupToken) {
        return setupToken != null && isRequired() && matches(setupToken);
    }

    @Override
    public void close() {
        if (!isRequired()) {
            spend();
        }
    }

    boolean matches(String token) {
        return settings.find(SETTING)
                .filter(hash -> Secrets.same(hash, Secrets.hash(token)))
                .isPresent();
    }

    /** Part of the change that makes the administrator. */
    void spend() {
        settings.remove(SETTING);
        directory.delete(FILE);
    }

    @EventListener
    void ready(ApplicationReadyEvent event) {
        if (!isRequired() || !(event.getApplicationContext() instanceof WebServerApplicationContext web)) {
            return;
        }
        String token = Secrets.make();
        store.write(() -> {
            settings.put(SETTING, Secrets.hash(token));
            return null;
        });
        String link = address(web) + "/setup#token=" + token;
        directory.writeSecret(FILE, (link + "\n").getBytes(StandardCharsets.UTF_8));
        log.info("First start: open this link once to make the first administrator (also in {})", directory.file(FILE));
        // The link itself is a secret: on the terminal for who started us, not in log files.
        System.err.println("\n    " + link + "\n");
    }

    private String address(WebServerApplicationContext web) {
        String hosts = environment.getProperty("braid.tls.hosts", "");
        boolean tls = !hosts.isEmpty()
                || environment.containsProperty("server.ssl.bundle")
                || environment.containsProperty("server.ssl.certificate");
        String host = environment.getProperty("server.address", "127.0.0.1");
        String shown = !hosts.isEmpty()
                ? hosts.split(",", -1)[0].strip()
                : host.equals("0.0.0.0") || host.equals("::") ? "localhost" : host;
        int port = web.getWebServer() == null ? 8080 : web.getWebServer().getPort();
        return (tls ? "https://" : "http://") + (shown.contains(":") ? "[" + shown + "]" : shown) + ":" + port;
    }
}
