package dev.braid.node;

import picocli.CommandLine.IVersionProvider;

/** The version that the build wrote into our jar. */
final class Version implements IVersionProvider {
    static String text() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    @Override
    public String[] getVersion() {
        return new String[] {"braid-node " + text(), "Java " + Runtime.version()};
    }
}
