package dev.braid.control;

/** On the embedded store. */
class SqliteContractTest extends Contract {
    @Override
    String[] database(String name) {
        return new String[0];
    }
}
