package dev.pg2convex.local;

/** The command line's entry point. */
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        System.out.println("pg2convex 0.1.0-SNAPSHOT");
    }
}
