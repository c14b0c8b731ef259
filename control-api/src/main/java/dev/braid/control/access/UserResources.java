package dev.braid.control.access;

import dev.braid.control.store.Revision;
import dev.braid.control.store.Versioned;
import dev.braid.control.web.Code;
import dev.braid.control.web.Problem;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Users as {@link Mutations} writes them: hashes a password, ends sessions, and keeps one administrator. */
@Component
class UserResources {
    private final Users users;
    private final Sessions sessions;
    private final Passwords passwords;

    UserResources(Users users, Sessions sessions, Passwords passwords) {
        this.users = users;
        this.sessions = sessions;
        this.passwords = passwords;
    }

    /**
     * Hashing takes its time here, outside of the transaction.
     *
     * @param password a new one, or null
     */
    Mutations.Resource<User> of(String name, @Nullable String password) {
        return new UserResource(name, password == null ? null : passwords.hash(password));
    }

    private final class UserResource implements Mutations.Resource<User> {
        private final String name;
        private final @Nullable String hash;

        UserResource(String name, @Nullable String hash) {
            this.name = name;
            this.hash = hash;
        }

        @Override
        public String path() {
            return "users/" + name;
        }

        @Override
        public Revision.Touched touched() {
            return new Revision.Touched("user", name);
        }

        @Override
        public Optional<Versioned<User>> find() {
            return users.find(name);
        }

        @Override
        public void insert(User user, Revision revision) {
            if (hash == null) {
                throw Problem.invalid("password", "is needed for a new user");
            }
            users.insert(user, hash, revision);
        }

        @Override
        public void replace(User user, Versioned<User> before, Revision revision) {
            if (user.role() != Role.ADMINISTRATOR || user.disabled()) {
                keepAnAdministrator(before.value());
            }
            users.replace(user, revision);
            if (hash != null) {
                users.setPassword(name, hash, revision);
            }
            if (hash != null || user.disabled()) {
                sessions.closeAllOf(name);
            }
        }

        @Override
        public boolean changesUnseen() {
            return hash != null;
        }

        @Override
        public void delete(Versioned<User> before, Revision revision) {
            keepAnAdministrator(before.value());
            users.delete(name);
        }

        private void keepAnAdministrator(User before) {
            if (before.role() == Role.ADMINISTRATOR
                    && !before.disabled()
                    && users.enabledAdministratorsBut(name) == 0) {
                throw Problem.of(
                        Code.CONFLICT, "This is the last administrator. Make another one before this one goes.");
            }
        }
    }
}
