/** The coordinator: starts runs, plans their pages and takes them from stage to stage. Entry point: {@code CoordinatorHandler}. */
package dev.pg2convex.coordinator;
