package dev.pg2convex.chat;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * A user whom the application created in Convex on its own: the arguments of its function {@code app:signUp}.
 *
 * @param plan a field that only the application has; so is {@code onboardedAt}
 * @param onboardedAt milliseconds since the epoch
 */
public record SignUp(String clerkUserId, String email, Optional<String> image, double credits, String name, String username, String plan,
        double onboardedAt) {
    public SignUp {
        requireNonNull(clerkUserId);
        requireNonNull(email);
        requireNonNull(image);
        requireNonNull(name);
        requireNonNull(username);
        requireNonNull(plan);
    }
}
