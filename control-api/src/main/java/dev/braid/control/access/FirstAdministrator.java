package dev.braid.control.access;

import dev.braid.control.store.Revision;
import org.springframework.stereotype.Component;

/** For the setup: whether nobody can sign in yet, and how that ends. */
@Component
public class FirstAdministrator {
    /** As for every user. */
    public static final String NAME = UserController.NAME;

    public static final String NAME_MESSAGE = UserController.NAME_MESSAGE;
    public static final int SHORTEST_PASSWORD = UserController.SHORTEST_PASSWORD;
    public static final int LONGEST_PASSWORD = UserController.LONGEST_PASSWORD;

    private final Users users;
    private final Passwords passwords;
    private final Audit audit;

    FirstAdministrator(Users users, Passwords passwords, Audit audit) {
        this.users = users;
        this.passwords = passwords;
        this.audit = audit;
    }

    public boolean isMissing() {
        return users.isEmpty();
    }

    /** Takes its time: call it outside of a transaction. */
    public String hash(String password) {
        return passwords.hash(password);
    }

    public void make(String name, String passwordHash, Revision revision) {
        User user = new User(name, name, Role.ADMINISTRATOR, false);
        users.insert(user, passwordHash, revision);
        audit.record("create", "users/" + name, null, user);
        revision.touch("user", name);
    }
}
