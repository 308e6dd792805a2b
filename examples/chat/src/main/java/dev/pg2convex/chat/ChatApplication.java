package dev.pg2convex.chat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What the application had put into Convex before anything was migrated: some of the source's users, not all as the source has them. */
public final class ChatApplication {
    private static final List<String> PLANS = List.of("free", "pro", "team");
    private static final double FIRST_ONBOARDED = 1_767_225_600_000.0;
    private static final double DAY = 86_400_000.0;

    private ChatApplication() {}

    /** The manifest's adopted users, in its order. */
    public static List<SignUp> signUps(Connection connection, Manifest manifest) throws SQLException {
        var signUps = new ArrayList<SignUp>();
        try (var statement = connection.prepareStatement("SELECT clerk_user_id, email, image, credits FROM users WHERE id = ?")) {
            for (String key : manifest.adopted()) {
                statement.setInt(1, Integer.parseInt(key));
                try (var row = statement.executeQuery()) {
                    if (!row.next()) {
                        throw new IllegalStateException("no user has the key " + key + ", which the manifest names as adopted");
                    }
                    signUps.add(signUp(signUps.size(), row.getString(1), row.getString(2), Optional.ofNullable(row.getString(3)),
                            row.getDouble(4)));
                }
            }
        }
        return signUps;
    }

    /** Every third differs by its name alone; others have moved on: another address, a picture where the source has none, credits that start again. */
    private static SignUp signUp(int which, String clerkUserId, String email, Optional<String> image, double credits) {
        String plan = PLANS.get(which % PLANS.size());
        double onboardedAt = FIRST_ONBOARDED + which * DAY + 0.25;
        if (which % 3 == 0) {
            return new SignUp(clerkUserId, email, image, credits, "Member " + (which + 1), Emails.username(email), plan, onboardedAt);
        }
        String name = "Member " + (which + 1);
        String username = name.toLowerCase(Locale.ROOT).replace(' ', '-');
        Optional<String> picture = image.isPresent() ? Optional.empty() : Optional.of("https://img.example.com/new.png");
        return new SignUp(clerkUserId, username + "@example.com", picture, 0, name, username, plan, onboardedAt);
    }
}
