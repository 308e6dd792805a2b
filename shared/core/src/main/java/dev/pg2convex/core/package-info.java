/**
 * The domain of pg2convex: mappings, plans, values, runs and pages, and the ports that the adapters implement.
 *
 * <p>Depends on the JDK only. {@code postgres}, {@code convex} and {@code aws} implement its ports and never see each other.
 */
package dev.pg2convex.core;
