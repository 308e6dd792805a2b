package dev.pg2convex.postgres.source;

/** Addresses of type {@code inet}: a cast to text adds the mask that Postgres's own output leaves out. */
final class InetText {
    private InetText() {}

    static String withoutFullMask(String text) {
        String full = text.indexOf(':') >= 0 ? "/128" : "/32";
        return text.endsWith(full) ? text.substring(0, text.length() - full.length()) : text;
    }
}
