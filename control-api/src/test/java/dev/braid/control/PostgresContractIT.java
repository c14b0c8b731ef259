package dev.braid.control;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** On PostgreSQL. */
class PostgresContractIT extends Contract {
    private @Nullable Postgres postgres;

    @Override
    String[] database(String name) throws IOException {
        Postgres running = postgres;
        if (running == null) {
            running = Postgres.start();
            postgres = running;
        }
        return new String[] {"--braid.store.url=" + running.url(name)};
    }

    @Override
    void closeDatabase() throws IOException {
        if (postgres != null) {
            postgres.close();
        }
    }
}
