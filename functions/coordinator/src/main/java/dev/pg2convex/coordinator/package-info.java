/** Plans pages, drives stages, ends runs. */
package dev.pg2convex.coordinator;
