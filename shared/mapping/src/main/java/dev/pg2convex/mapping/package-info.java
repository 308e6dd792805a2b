/** The YAML file, its checks and its JSON Schema, to records of core. */
package dev.pg2convex.mapping;
